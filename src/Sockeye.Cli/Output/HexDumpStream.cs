using System.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Cli.Output;

/// <summary>Writes what it is given as a hex dump to another stream.</summary>
internal sealed class HexDumpStream(Stream inner) : Stream
{
    private long _offset;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _offset;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        string dump = HexDump.Format(buffer.Span, _offset);
        _offset += buffer.Length;
        await inner.WriteAsync(Encoding.ASCII.GetBytes(dump), cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("use WriteAsync");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
