using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sockeye.LocalFiles;

namespace Sockeye.Native;

/// <summary>
/// A file of our own user's for what only watches, as a log or a trace. It may be a FIFO or a terminal, but whoever is
/// watched never waits for who reads that: opening waits for nobody, writing only for a moment.
/// </summary>
internal static class WatcherFile
{
    /// <summary>How long it may be full, in ms: our choice, short of what a person takes for hanging.</summary>
    public const int TimeoutMilliseconds = 1000;

    /// <summary>Opens it, or makes it.</summary>
    /// <param name="path">Links are followed, unless another user than root has made them.</param>
    /// <param name="flags">How, without whether it waits.</param>
    /// <param name="mode">Of a new one.</param>
    /// <param name="status">What it is.</param>
    /// <exception cref="LocalFileException">
    /// It cannot be opened, or is a link or a file of another user than us and root, or has another name as well.
    /// </exception>
    public static SafeFileHandle Open(string path, int flags, uint mode, out Statx status)
    {
        if (OwnFile.FlawOfLink(path) is { } misleading)
            throw new LocalFileException($"cannot open {path}: it {misleading}");

        status = default;
        int allFlags = flags | OpenFlags.Create | OpenFlags.NonBlocking;
        Errno error = FileCalls.OpenFollowing(path, allFlags, mode, out SafeFileHandle file);
        if (error == Errno.None)
            error = FileCalls.Status(file, out status);
        string? flaw = error == Errno.None ? OwnFile.FlawOfWritten(path, status) : null;
        if (error == Errno.None && flaw is null)
            return file;

        file.Dispose();
        bool isSocket = FileCalls.StatusBehind(path, out Statx named) == Errno.None && named.IsSocket; // has no open
        throw new LocalFileException(
            $"cannot open {path}: {(flaw is not null ? $"it {flaw}" : isSocket ? "it is a socket" : Text(error))}",
            (int)error);
    }

    /// <summary>Writes all of it, where the file's own offset or O_APPEND says.</summary>
    /// <param name="file">Opened here.</param>
    /// <param name="data">What is written.</param>
    /// <param name="timeout">How long its reader may take nothing of what is there, in ms; -1 without end.</param>
    /// <param name="bytes">How much of it was.</param>
    /// <returns>Again when its reader has taken longer.</returns>
    public static Errno WriteAll(SafeFileHandle file, ReadOnlySpan<byte> data, int timeout, out int bytes)
    {
        bytes = 0;
        while (bytes < data.Length)
        {
            // Asked first: a full pipe still takes what fits behind its last bytes, and would seem to be read.
            if (!FileCalls.HasRoom(file, timeout))
                return Errno.Again;

            Errno error = FileCalls.Write(file, data[bytes..], out int some);
            if (error == Errno.None && some == 0) // a device may take nothing and call it no error
                return Errno.NoSpace;
            if (error is not (Errno.None or Errno.Again or Errno.Interrupted))
                return error;

            bytes += some;
        }

        return Errno.None;
    }

    /// <summary>What an error of it means.</summary>
    public static string Text(Errno error) => error is Errno.Again or Errno.Pipe or Errno.NoDevice
        ? "nobody reads it"
        : Marshal.GetPInvokeErrorMessage((int)error);
}
