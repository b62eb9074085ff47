using System.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Cli.Console.Streams;

/// <summary>Writes what it is given as a hex dump to another stream.</summary>
internal sealed class HexDumpStream(Stream inner) : WriteOnlyStream
{
    private long _offset;

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        string dump = HexDump.Format(buffer.Span, _offset);
        _offset += buffer.Length;
        await inner.WriteAsync(Encoding.ASCII.GetBytes(dump), cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("use WriteAsync");

    public override void Flush() => inner.Flush();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
