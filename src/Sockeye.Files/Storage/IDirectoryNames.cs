using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>What is in a directory, name by name, and what each is. Of one listing, which disposes it.</summary>
internal interface IDirectoryNames : IDisposable
{
    /// <summary>Whether our user has named each of them: then none is hidden.</summary>
    bool AreNamed { get; }

    /// <summary>The name as the system tells it: any bytes but NUL and a slash. Valid until the next.</summary>
    ReadOnlySpan<byte> Current { get; }

    /// <summary>Goes on to the next name.</summary>
    /// <param name="error">Why there is none; none at the end.</param>
    bool TryMoveNext(out Errno error);

    /// <summary>What a name stands for; links are not followed.</summary>
    Errno StatusOf(string name, out Statx status);
}

/// <summary>The names of a directory on a disk.</summary>
/// <param name="handle">Open for reading. Belongs to this object.</param>
internal sealed class OpenedDirectory(SafeFileHandle handle) : IDirectoryNames
{
    private readonly DirectoryReader _reader = new(handle);

    public bool AreNamed => false;

    public ReadOnlySpan<byte> Current => _reader.Current;

    public bool TryMoveNext(out Errno error) => _reader.TryMoveNext(out error);

    public Errno StatusOf(string name, out Statx status) => FileCalls.StatusAt(handle, name, out status);

    public void Dispose() => handle.Dispose();
}
