using Sockeye.Protocols.Tftp;

namespace Sockeye.Protocols.Tests.Tftp;

/// <summary>A file in memory, for both ends of a transfer.</summary>
internal sealed class MemoryFile(byte[]? bytes = null) : IBlockSource, IBlockSink
{
    private readonly MemoryStream _written = new();

    public bool WasCompleted { get; private set; }

    public bool CompletesAtOnce { get; init; } = true;

    public Exception? WriteError { get; init; }

    public long AnnouncedLength { get; init; } = -1;

    public long? Length => AnnouncedLength >= 0 ? AnnouncedLength : bytes!.Length;

    public byte[] Written => _written.ToArray();

    public static MemoryFile OfSize(int size, int seed = 7)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        return new MemoryFile(content);
    }

    public byte[] Content => bytes!;

    public int Read(long offset, Span<byte> buffer)
    {
        int read = (int)Math.Clamp(bytes!.Length - offset, 0, buffer.Length);
        bytes.AsSpan((int)Math.Min(offset, bytes.Length), read).CopyTo(buffer);
        return read;
    }

    public void Write(long offset, ReadOnlySpan<byte> block)
    {
        Assert.Equal(_written.Length, offset);
        Assert.False(WasCompleted);
        if (WriteError is not null)
            throw WriteError;
        _written.Write(block);
    }

    public bool TryComplete()
    {
        Assert.False(WasCompleted);
        WasCompleted = true;
        return CompletesAtOnce;
    }
}
