namespace Sockeye.Cli.Console.Streams;

/// <summary>
/// Standard output, whatever it is. Disposing it shows the end to who reads it, while this process goes on.
/// </summary>
/// <remarks>
/// A write that waits in the system for a reader cannot be called off. Who gives up leaves it behind, with a buffer of
/// its own; nothing is written after it before it is done. To be written by one task at a time.
/// </remarks>
internal sealed class StandardOutput : WriteOnlyStream
{
    private const int MaxWriteBytes = 64 * 1024; // as much as a pipe holds, pipe(7)

    private byte[] _buffer = [];
    private Task _writing = Task.CompletedTask;
    private bool _isEnded;

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        if (_buffer.Length == 0)
            _buffer = new byte[MaxWriteBytes];
        for (ReadOnlyMemory<byte> rest = buffer; !rest.IsEmpty;)
        {
            int bytes = Math.Min(rest.Length, _buffer.Length);
            rest.Span[..bytes].CopyTo(_buffer);
            rest = rest[bytes..];
            _writing = Task.Run(() => WriteOut(bytes), CancellationToken.None);
            await _writing.WaitAsync(cancellationToken);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void WriteOut(int bytes)
    {
        if (!StandardDescriptor.TryWrite(StandardDescriptor.Output, _buffer.AsSpan(0, bytes)))
            throw new IOException("cannot write standard output: nobody reads it any more");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_isEnded)
            return;

        _isEnded = true;
        StandardDescriptor.EndOutput();
    }
}
