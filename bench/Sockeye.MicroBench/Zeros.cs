using Sockeye.Protocols.Tftp;

namespace Sockeye.MicroBench;

/// <summary>A file without end that costs nothing to read or to write, so that only the machine is measured.</summary>
internal sealed class Zeros : IBlockSource, IBlockSink
{
    public long? Length => 1L << 60;

    public int Read(long offset, Span<byte> buffer) => buffer.Length;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
    }

    public bool TryComplete() => true;
}
