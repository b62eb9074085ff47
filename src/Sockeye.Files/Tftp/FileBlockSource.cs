using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Files.Tftp;

/// <summary>A file as a source of blocks, read ahead.</summary>
/// <param name="file">The file; not closed here.</param>
/// <param name="length">How much of it is sent.</param>
internal sealed class FileBlockSource(SafeFileHandle file, long length) : IBlockSource
{
    private const int BufferBytes = 64 * 1024; // as much as the other copies of the library take at a time

    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _bufferOffset;
    private int _buffered;

    public long? Length => length;

    public int Read(long offset, Span<byte> buffer)
    {
        int wanted = (int)Math.Clamp(length - offset, 0, buffer.Length);
        bool isBuffered = offset >= _bufferOffset && offset + wanted <= _bufferOffset + _buffered;
        if (!isBuffered)
            Fill(offset);

        int read = (int)Math.Clamp(_bufferOffset + _buffered - offset, 0, wanted);
        _buffer.AsSpan((int)(offset - _bufferOffset), read).CopyTo(buffer);
        return read;
    }

    private void Fill(long offset)
    {
        (_bufferOffset, _buffered) = (offset, 0);
        while (_buffered < BufferBytes)
        {
            int read = FileBytes.Read(file, _buffer.AsSpan(_buffered), offset + _buffered);
            if (read == 0)
                return;
            _buffered += read;
        }
    }
}
