using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Files.Tftp;

/// <summary>A file as a sink of blocks, written in larger pieces.</summary>
/// <param name="file">The file; not closed here.</param>
/// <param name="completesAtOnce">
/// Whether the file is safe when it is written; otherwise it waits to be published.
/// </param>
internal sealed class FileBlockSink(SafeFileHandle file, bool completesAtOnce) : IBlockSink
{
    private const int BufferBytes = 128 * 1024; // a block of the largest size still fits behind a half-full buffer

    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _bufferOffset;
    private int _buffered;

    /// <summary>Why the file could not be written; null while it could.</summary>
    public LocalFileException? Failure { get; private set; }

    /// <summary>Bytes of the file, as on disk.</summary>
    public long Length => _bufferOffset + _buffered;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (_buffered + bytes.Length > BufferBytes)
            Flush();
        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    public bool TryComplete()
    {
        Flush();
        return completesAtOnce;
    }

    private void Flush()
    {
        try
        {
            FileBytes.Write(file, _buffer.AsSpan(0, _buffered), _bufferOffset);
        }
        catch (LocalFileException failure)
        {
            Failure = failure;
            throw;
        }

        _bufferOffset += _buffered;
        _buffered = 0;
    }
}
