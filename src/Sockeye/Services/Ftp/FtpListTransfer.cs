using Sockeye.Access;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Services.Ftp;

/// <summary>Sends a listing.</summary>
internal sealed class FtpListTransfer(FtpAction action, IReadOnlyList<FtpEntry> entries, TimeProvider time)
    : IFtpTransfer
{
    private const int EntriesAtOnce = 500; // some 50 KiB: then the peer has to read

    public string? FoundName => null;

    public long? Length => null;

    public async ValueTask<long> MoveAsync(StreamConnection data, Transfer record, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (FtpEntry[] some in entries.Chunk(EntriesAtOnce))
        {
            FtpListing.Write(action, some, now, data.Output);
            if ((await data.Output.FlushAsync(cancel)).IsCompleted)
                throw new IOException("the peer stopped reading");
        }

        await DeliveryWait.FinishAsync(data, time, cancel);
        return data.BytesSent;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
