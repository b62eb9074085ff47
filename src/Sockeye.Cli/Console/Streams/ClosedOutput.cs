namespace Sockeye.Cli.Console.Streams;

/// <summary>
/// Standard output that the shell closed (<c>&gt;&amp;-</c>): what should go there fails, and says why.
/// </summary>
internal sealed class ClosedOutput : WriteOnlyStream
{
    private const string Explanation = "cannot write standard output: it is closed";

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException(Explanation);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException(new IOException(Explanation));
}
