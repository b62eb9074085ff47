namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The sockets of a loop by the tag under which the kernel knows them.</summary>
/// <remarks>
/// A place is used again, a tag never: an event that was on its way when its socket was removed finds nobody. It would
/// else tell a stranger that its peer is gone.
/// </remarks>
internal sealed class PolledSockets
{
    private const int PlaceBits = 32; // of a tag; the rest counts the sockets

    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private volatile Entry?[] _places = new Entry?[64];
    private int _used;
    private uint _added;

    /// <returns>The tag, never 0.</returns>
    public ulong Add(PolledSocket socket)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out int place))
                place = _used++;
            if (place == _places.Length)
            {
                Entry?[] larger = new Entry?[2 * place];
                _places.CopyTo(larger, 0);
                _places = larger;
            }

            ulong tag = ((ulong)++_added << PlaceBits) | (uint)place;
            _places[place] = new Entry(tag, socket);
            return tag;
        }
    }

    public void Remove(ulong tag)
    {
        lock (_lock)
        {
            _places[PlaceOf(tag)] = null;
            _free.Push(PlaceOf(tag));
        }
    }

    /// <summary>Null when it was removed.</summary>
    public PolledSocket? At(ulong tag) =>
        Volatile.Read(ref _places[PlaceOf(tag)]) is { } entry && entry.Tag == tag ? entry.Socket : null;

    private static int PlaceOf(ulong tag) => (int)(uint)tag;

    private sealed record Entry(ulong Tag, PolledSocket Socket);
}
