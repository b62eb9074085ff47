using Sockeye.Protocols.Sfp;
using Sockeye.Transports;

namespace Sockeye.Files.Sfp;

/// <summary>The answers of the server's side, onto one connection.</summary>
internal sealed class SfpAnswerWriter(StreamConnection connection)
{
    private readonly SfpAnswerEncoder _encoder = new();
    private readonly SfpEntryEncoder _entries = new();

    /// <summary>Writes the line; what follows it is flushed by the caller.</summary>
    public void Write(SfpAnswer answer) => _encoder.Encode(answer, connection.Output);

    public ValueTask SendAsync(SfpAnswer answer)
    {
        Write(answer);
        return FlushAsync();
    }

    /// <summary>Writes a line of a listing, and waits for the peer when that many bytes wait for him.</summary>
    public ValueTask SendAsync(SfpEntry entry, int maxUnsentBytes)
    {
        _entries.Encode(entry, connection.Output);
        return connection.Output.UnflushedBytes > maxUnsentBytes ? FlushAsync() : ValueTask.CompletedTask;
    }

    public ValueTask RefuseAsync(SfpError error) => SendAsync(SfpAnswer.Refusal(error));

    public async ValueTask FlushAsync() => await connection.Output.FlushAsync();
}
