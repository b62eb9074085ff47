using System.Diagnostics.CodeAnalysis;
using Sockeye.Native;
using Sockeye.Protocols.Wire;

namespace Sockeye.Storage;

/// <summary>
/// The sums of files as they were last seen; those not asked for longest make room. Safe from any thread.
/// </summary>
/// <param name="maxFiles">How many files it remembers.</param>
internal sealed class SumCache(int maxFiles)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FileIdentity, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new(); // the latest first

    public bool TryGet(FileVersion version, out Sha256Sum sum)
    {
        lock (_lock)
        {
            if (!TryFind(version, out LinkedListNode<Entry>? node))
            {
                sum = default;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            sum = node.Value.Sum;
            return true;
        }
    }

    /// <summary>Remembers a sum, in place of that of another version of the file.</summary>
    public void Set(FileVersion version, Sha256Sum sum)
    {
        lock (_lock)
        {
            if (_entries.Remove(version.Identity, out LinkedListNode<Entry>? old))
                _byUse.Remove(old);
            else if (_entries.Count == maxFiles)
                Forget(_byUse.Last!);
            _entries.Add(version.Identity, _byUse.AddFirst(new Entry(version, sum)));
        }
    }

    private bool TryFind(FileVersion version, [NotNullWhen(true)] out LinkedListNode<Entry>? node) =>
        _entries.TryGetValue(version.Identity, out node) && node.Value.Version == version;

    private void Forget(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Version.Identity);
    }

    private sealed record Entry(FileVersion Version, Sha256Sum Sum);
}
