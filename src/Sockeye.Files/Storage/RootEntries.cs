using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>
/// Files and directories that stand side by side in a root which is no directory itself, each under its last name.
/// What is beside them on the disk is not there.
/// </summary>
internal sealed class RootEntries : IDisposable
{
    private readonly SortedDictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public IReadOnlyCollection<string> Names => _places.Keys;

    /// <summary>Where the first of them is.</summary>
    public SafeFileHandle FirstDirectory => _places.First().Value.Directory;

    /// <summary>Finds the paths; a link among them stands for what it leads to, under its own name.</summary>
    /// <exception cref="FileRefusedException">
    /// One is not there, has no name, has that of another, or is a device or the like.
    /// </exception>
    public static RootEntries Open(IReadOnlyList<string> paths)
    {
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paths.Count, FileRoot.MaxPaths);
        var entries = new RootEntries();
        try
        {
            foreach (string path in paths)
                entries.Add(path);
            return entries;
        }
        catch
        {
            entries.Dispose();
            throw;
        }
    }

    /// <summary>Finds where a name leads: the directory on the disk, and the name from there.</summary>
    public bool TryFind(
        FileName name, [NotNullWhen(true)] out SafeFileHandle? directory, [NotNullWhen(true)] out FileName? below)
    {
        (directory, below) = (null, null);
        string first = name.Segments[0];
        if (!_places.TryGetValue(first, out Place? place))
            return false;

        directory = place.Directory;
        return FileName.TryParse(place.Name + name.Text[first.Length..], out below);
    }

    /// <summary>Lists them.</summary>
    public IDirectoryNames List() => new Listed(this);

    public void Dispose()
    {
        foreach (Place place in _places.Values)
            place.Directory.Dispose();
    }

    private void Add(string path)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Path.Exists(whole))
            throw FileFailure.From(Errno.NotFound, $"share {PrintableText.Escape(path)}");

        string real = new FileInfo(whole).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? whole;
        real = Path.TrimEndingDirectorySeparator(real);
        string name = Path.GetFileName(whole);
        if (!FileName.TryParse(name, out _) || Path.GetDirectoryName(real) is not { } parent)
            throw new FileRefusedException(
                FileRefusal.BadName, $"{PrintableText.Escape(path)} has no name to share it by");
        if (_places.ContainsKey(name))
            throw new FileRefusedException(
                FileRefusal.BadName, $"two of the paths are called {PrintableText.Escape(name)}");

        Errno error = FileCalls.OpenDirectory(parent, OpenFlags.PathOnly, out SafeFileHandle directory);
        if (error == Errno.None)
        {
            var place = new Place(directory, Path.GetFileName(real));
            _places.Add(name, place);
            error = FileCalls.StatusAt(directory, place.Name, out Statx status);
            if (error == Errno.None && !status.IsRegular && !status.IsDirectory)
                throw new FileRefusedException(
                    FileRefusal.BadName,
                    $"cannot share {PrintableText.Escape(path)}: it is neither a directory nor a file");
        }

        if (error != Errno.None)
            throw FileFailure.From(error, $"share {PrintableText.Escape(path)}");
    }

    /// <param name="Directory">What it is in.</param>
    /// <param name="Name">What it is called there.</param>
    private sealed record Place(SafeFileHandle Directory, string Name);

    private sealed class Listed(RootEntries entries) : IDirectoryNames
    {
        private readonly Queue<string> _left = new(entries.Names);
        private byte[] _current = [];

        public bool AreNamed => true;

        public ReadOnlySpan<byte> Current => _current;

        public bool TryMoveNext(out Errno error)
        {
            error = Errno.None;
            if (!_left.TryDequeue(out string? name))
                return false;

            _current = Encoding.UTF8.GetBytes(name);
            return true;
        }

        public Errno StatusOf(string name, out Statx status)
        {
            Place place = entries._places[name];
            return FileCalls.StatusAt(place.Directory, place.Name, out status);
        }

        public void Dispose()
        {
        }
    }
}
