using System.Security.Cryptography;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>Passes on what is written, and counts and sums it.</summary>
/// <param name="inner">Stays with the caller.</param>
/// <param name="sums">Whether the SHA-256 is computed.</param>
internal sealed class SummedStream(Stream inner, bool sums) : Stream
{
    private readonly IncrementalHash? _hash =
        sums ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>How many bytes were written so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>The SHA-256 of what was written so far; null when it is not computed.</summary>
    public Sha256Sum? Sum => _hash is null ? null : new Sha256Sum(_hash.GetCurrentHash());

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        Count(buffer.Span);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Write(buffer, offset, count);
        Count(buffer.AsSpan(offset, count));
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash?.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> written)
    {
        Bytes += written.Length;
        _hash?.AppendData(written);
    }
}
