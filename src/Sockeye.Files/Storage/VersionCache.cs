using System.Diagnostics.CodeAnalysis;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>
/// What is known of files as they were last seen; those not asked for longest make room. Safe from any thread.
/// </summary>
/// <typeparam name="TValue">What is known of a version of a file.</typeparam>
/// <param name="maxFiles">How many files it remembers.</param>
internal sealed class VersionCache<TValue>(int maxFiles)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FileIdentity, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new(); // the latest first

    public bool TryGet(FileVersion version, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!TryFind(version, out LinkedListNode<Entry>? node))
            {
                value = default;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>Remembers a value, in place of that of another version of the file.</summary>
    public void Set(FileVersion version, TValue value)
    {
        lock (_lock)
        {
            if (_entries.Remove(version.Identity, out LinkedListNode<Entry>? old))
                _byUse.Remove(old);
            else if (_entries.Count == maxFiles)
                Forget(_byUse.Last!);
            _entries.Add(version.Identity, _byUse.AddFirst(new Entry(version, value)));
        }
    }

    private bool TryFind(FileVersion version, [NotNullWhen(true)] out LinkedListNode<Entry>? node) =>
        _entries.TryGetValue(version.Identity, out node) && node.Value.Version == version;

    private void Forget(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Version.Identity);
    }

    private sealed record Entry(FileVersion Version, TValue Value);
}
