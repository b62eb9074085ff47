using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets.Engines;

/// <summary>The pipe by which the kernel carries bytes from a socket to a file, splice(2).</summary>
/// <remarks>Only the kernel sees the bytes; it copies them once, into the file. One task at a time.</remarks>
internal sealed class SplicePipe : IDisposable
{
    /// <summary>How much it should hold, in bytes: what any user may ask for (pipe(7), pipe-max-size).</summary>
    public const int WantedBytes = 1024 * 1024;

    private readonly SafeFileHandle _reader;
    private readonly SafeFileHandle _writer;
    private bool _mustCopy; // the file takes bytes from memory only

    private SplicePipe(SafeFileHandle reader, SafeFileHandle writer) => (_reader, _writer) = (reader, writer);

    /// <summary>A pipe; null when there is no descriptor left for one.</summary>
    public static SplicePipe? TryCreate()
    {
        Errno error = FileMoves.CreatePipe(WantedBytes, out SafeFileHandle reader, out SafeFileHandle writer);
        if (error == Errno.None && !Descriptors.IsReserved(writer))
            return new SplicePipe(reader, writer);

        reader.Dispose();
        writer.Dispose();
        return null;
    }

    /// <summary>Takes from a socket what has arrived and fits; the pipe must be empty.</summary>
    public Errno Fill(SafeHandle socket, int maxBytes, out int bytes) =>
        FileMoves.FromSocket(socket, _writer, maxBytes, out bytes);

    /// <summary>Writes all it holds to a file.</summary>
    /// <exception cref="LocalFileException">The disk failed.</exception>
    public void Drain(SafeFileHandle file, long offset, int bytes)
    {
        for (int written = 0; written < bytes;)
        {
            int moved = 0;
            Errno error = _mustCopy
                ? Errno.Invalid
                : FileMoves.ToFile(_reader, file, offset + written, bytes - written, out moved);
            if (error == Errno.Invalid)
            {
                _mustCopy = true;
                moved = Copy(file, offset + written);
            }
            else if (error is not (Errno.None or Errno.Interrupted))
            {
                throw Failed(error);
            }

            written += Math.Max(0, moved);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    private int Copy(SafeFileHandle file, long offset)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(FileCopy.ChunkBytes);
        try
        {
            Errno error = FileMoves.Read(_reader, rented, out int bytes);
            if (error != Errno.None)
                throw Failed(error);

            FileBytes.Write(file, rented.AsSpan(0, bytes), offset);
            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static LocalFileException Failed(Errno error) =>
        new($"cannot write the file: {Marshal.GetPInvokeErrorMessage((int)error)}", (int)error);
}
