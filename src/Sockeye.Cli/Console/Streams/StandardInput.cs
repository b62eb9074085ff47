namespace Sockeye.Cli.Console.Streams;

/// <summary>Standard input, whatever it is.</summary>
/// <remarks>
/// A read that waits in the system cannot be called off. Who gives up leaves it behind, with a buffer of its own; the
/// next read gets what it brings. To be read from one task at a time.
/// </remarks>
internal sealed class StandardInput : Stream
{
    private const int MaxReadBytes = 64 * 1024; // as much as a pipe holds, pipe(7)

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private Task<int>? _reading;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
            await ReceiveAsync(buffer.Length, cancellationToken);
        int bytes = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, bytes).CopyTo(buffer.Span);
        _start += bytes;
        return bytes;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
        // nothing is written
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task ReceiveAsync(int maxBytes, CancellationToken cancel)
    {
        if (_buffer.Length == 0)
            _buffer = new byte[MaxReadBytes];
        int atMost = Math.Min(maxBytes, _buffer.Length);
        Task<int> reading = _reading ??= Task.Run(
            () => StandardDescriptor.ReadInput(_buffer.AsSpan(0, atMost)), CancellationToken.None);
        await ((Task)reading).WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!reading.IsCompleted)
            cancel.ThrowIfCancellationRequested();

        _reading = null;
        (_start, _end) = (0, await reading);
    }
}
