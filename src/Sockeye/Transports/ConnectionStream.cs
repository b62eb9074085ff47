namespace Sockeye.Transports;

/// <summary>A connection as the <see cref="Stream"/> that the base class library wants, for TLS above all.</summary>
/// <param name="connection">Stays with the caller, unless it is owned.</param>
/// <param name="ownsConnection">Whether disposing this disposes the connection, in good order. Default: no.</param>
public sealed class ConnectionStream(StreamConnection connection, bool ownsConnection = false) : Stream
{
    private readonly Stream _input = connection.Input.AsStream(leaveOpen: true);
    private readonly Stream _output = connection.Output.AsStream(leaveOpen: true);

    /// <summary>
    /// Whether the end of the bytes is an error, for what they carry has an end of its own, after which nobody reads:
    /// TLS has close_notify (RFC 8446 §6.1). Default: no.
    /// </summary>
    public bool MustNotEnd { get; init; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => _input.Read(buffer, offset, count);

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">It ended, and must not.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int bytes = await _input.ReadAsync(buffer, cancellationToken);
        return bytes > 0 || buffer.IsEmpty || !MustNotEnd
            ? bytes
            : throw new EndOfStreamException("the connection was cut off: it ended before what it carries");
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _output.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _output.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => _output.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (ownsConnection)
            await connection.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsConnection)
            _ = connection.DisposeAsync().AsTask(); // it ends in good order, and nobody waits
        base.Dispose(disposing);
    }
}
