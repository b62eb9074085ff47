using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sockeye.Native;

/// <summary>The names in an open directory, as bytes: a name of Linux need not be text.</summary>
/// <remarks>
/// What getdents64(2) writes, one record after the other:
/// <code>
/// 0        8        16        18     19
/// +--------+--------+---------+------+------------------+
/// | inode  | offset | length  | type | name, NUL, padding
/// +--------+--------+---------+------+------------------+
/// </code>
/// Integers are the machine's own. The offset of the directory's handle is where the reading stands, so a reader goes
/// on with what an earlier one left.
/// </remarks>
/// <param name="directory">Open for reading. Stays with the caller.</param>
internal sealed class DirectoryReader(SafeFileHandle directory)
{
    private const int BufferBytes = 32 * 1024; // as glibc's readdir(3)
    private const int LengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;
    private const byte TypeUnknown = 0; // DT_UNKNOWN
    private const byte TypeDirectory = 4; // DT_DIR

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _next;
    private int _end;

    /// <summary>The name: any bytes but <c>/</c> and NUL. Valid until the next move.</summary>
    public ReadOnlySpan<byte> Current
    {
        get
        {
            ReadOnlySpan<byte> name = _buffer.AsSpan((_start + NameOffset).._next);
            return name[..name.IndexOf((byte)0)];
        }
    }

    /// <summary>Whether it may be a directory: not all file systems tell here.</summary>
    public bool MayBeDirectory => _buffer[_start + TypeOffset] is TypeDirectory or TypeUnknown;

    /// <summary>Goes to the next name; <c>.</c> and <c>..</c> are passed over.</summary>
    /// <param name="error">What ended it: none at the end of the directory.</param>
    /// <returns>false when there is none.</returns>
    public bool TryMoveNext(out Errno error)
    {
        while (TryMoveToRecord(out error))
        {
            ReadOnlySpan<byte> name = Current;
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                return true;
        }

        return false;
    }

    private bool TryMoveToRecord(out Errno error)
    {
        error = Errno.None;
        _start = _next;
        if (_start == _end)
        {
            nint read = Libc.GetDirectoryEntries(directory, _buffer, BufferBytes);
            if (read <= 0)
            {
                error = read < 0 ? (Errno)Marshal.GetLastPInvokeError() : Errno.None;
                return false;
            }

            (_start, _end) = (0, (int)read);
        }

        _next = _start + MemoryMarshal.Read<ushort>(_buffer.AsSpan(_start + LengthOffset));
        return true;
    }
}
