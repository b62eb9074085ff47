namespace Sockeye.Transports.Sockets.Polling;

/// <summary>The sockets of a loop by the number under which the kernel knows them.</summary>
/// <remarks>
/// A number is used again. An event that was on its way when its socket was removed may so reach another one: that one
/// tries a call in vain, and nothing more.
/// </remarks>
internal sealed class PolledSockets
{
    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private volatile PolledSocket?[] _sockets = new PolledSocket?[64];
    private int _used;

    public int Add(PolledSocket socket)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out int tag))
                tag = _used++;
            if (tag == _sockets.Length)
            {
                PolledSocket?[] larger = new PolledSocket?[2 * tag];
                _sockets.CopyTo(larger, 0);
                _sockets = larger;
            }

            _sockets[tag] = socket;
            return tag;
        }
    }

    public void Remove(int tag)
    {
        lock (_lock)
        {
            _sockets[tag] = null;
            _free.Push(tag);
        }
    }

    /// <summary>Null when it was removed.</summary>
    public PolledSocket? At(int tag) => Volatile.Read(ref _sockets[tag]);
}
