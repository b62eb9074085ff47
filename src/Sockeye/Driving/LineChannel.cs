using System.Buffers;
using Sockeye.Protocols;
using Sockeye.Protocols.Framing;
using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>The lines of a stream. What is read may end with LF or CR LF; what is written ends with CR LF.</summary>
/// <param name="connection">The stream; the caller disposes it.</param>
/// <param name="decoder">Cuts it into lines, and knows how long one may be.</param>
public sealed class LineChannel(StreamConnection connection, LineDecoder decoder) : ILineChannel
{
    private readonly FrameReader<ReadOnlySequence<byte>> _lines = new(connection.Input, decoder);

    /// <inheritdoc/>
    public ReadOnlySequence<byte> Current => _lines.Current;

    /// <inheritdoc/>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancel) => _lines.MoveNextAsync(cancel);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (line.ContainsAny((byte)'\r', (byte)'\n'))
            throw new LocalProtocolException("the end of a line is inside a line");

        connection.Output.Write(line);
        connection.Output.Write("\r\n"u8);
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancel) => await connection.Output.FlushAsync(cancel);

    /// <inheritdoc/>
    public void Abort(EndReason reason) => connection.Abort(reason);
}
