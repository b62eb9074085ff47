namespace Sockeye.Transports.Tls;

/// <summary>
/// The records of TLS below <see cref="System.Net.Security.SslStream"/>: straight to and from a connection.
/// </summary>
/// <param name="connection">Stays with the caller.</param>
/// <param name="isServer">Whether the server's records are those written.</param>
internal sealed class TlsRecordStream(StreamConnection connection, bool isServer) : Stream
{
    private readonly ServerHelloWatch _hello = new();

    /// <summary>Whether the peer's bytes have ended: what looks like the end of its stream then was none.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether the handshake resumed an earlier session.</summary>
    public bool IsResumed => _hello.IsResumed ?? false;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            await connection.WaitToReceiveAsync(cancellationToken);
            return 0;
        }

        int bytes = await connection.ReceiveDirectlyAsync(buffer, cancellationToken);
        HasEnded |= bytes == 0;
        if (!isServer)
            _hello.Add(buffer.Span[..bytes]);
        return bytes;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isServer)
            _hello.Add(buffer.Span);
        return buffer.IsEmpty ? default : connection.SendAllAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // what is written has left
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
