namespace Sockeye.Cli.Output;

/// <summary>
/// Standard output that the shell closed (<c>&gt;&amp;-</c>): what should go there fails, and says why.
/// </summary>
internal sealed class ClosedOutput : Stream
{
    private const string Explanation = "standard output is closed";

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException(Explanation);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException(new IOException(Explanation));

    public override void Flush()
    {
        // nothing was taken
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
