using Sockeye.Fairness;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;

namespace Sockeye.Files.Http.Folders;

/// <summary>
/// The bytes that a file had when it was opened, as a stream to read. A file that ends early is an error.
/// </summary>
/// <param name="file">Stays with the caller.</param>
/// <param name="place">By whose turns it is read.</param>
internal sealed class SnapshotStream(ServedFile file, WorkPlace place) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, file.Length - Position);
        if (wanted <= 0)
            return 0;

        int read = FileBytes.Read(file.Handle, buffer[..wanted], Position);
        if (read == 0)
            throw new EndOfStreamException("the file became shorter while it was sent");

        Position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await place.StepAsync(cancellationToken);
        return Read(buffer.Span); // the page cache is near
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => file.Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
