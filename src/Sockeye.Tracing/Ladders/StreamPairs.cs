namespace Sockeye.Tracing.Ladders;

/// <summary>Which two sockets are the two ends of one connection.</summary>
internal sealed class StreamPairs
{
    private readonly Dictionary<TracedSocket, TracedSocket> _peers = [];
    private readonly Dictionary<(string Local, string Peer), TracedSocket> _waiting = [];

    // UNIX clients mostly have no name: who connected first to a path was accepted first there (unix(7)).
    private readonly Dictionary<string, Queue<TracedSocket>> _unixClients = [];
    private readonly Dictionary<string, Queue<TracedSocket>> _unixAccepted = [];

    private StreamPairs()
    {
    }

    public static StreamPairs Of(IReadOnlyList<LoggedCall> calls)
    {
        var pairs = new StreamPairs();
        foreach (LoggedCall logged in calls)
            pairs.Take(logged.Call);
        return pairs;
    }

    /// <summary>The other end; null when its calls were not recorded.</summary>
    public TracedSocket? PeerOf(TracedSocket socket) => _peers.GetValueOrDefault(socket);

    private void Take(TracedCall call)
    {
        if (call.Socket is not { IsStream: true } socket)
            return;

        if (call is { Kind: CallKind.Open, NewSocket: { } second })
            Join(socket, second);
        else if (call is { Kind: CallKind.Connect, Error: null or "EINPROGRESS", Address: { } path }
            && HasNoName(socket))
            JoinInTurn(socket, path, _unixClients, _unixAccepted);
        else if (call is { Kind: CallKind.Accept, NewSocket: { } accepted, Socket.Local: { } name }
            && HasNoName(accepted))
            JoinInTurn(accepted, name, _unixAccepted, _unixClients);
        if (call is { Kind: CallKind.Accept, NewSocket: { } made })
            JoinByName(made);
        JoinByName(socket);
    }

    private static bool HasNoName(TracedSocket socket) => socket is { Family: "UNIX", PeerInode: null };

    private void JoinInTurn(
        TracedSocket socket, string path,
        Dictionary<string, Queue<TracedSocket>> mine, Dictionary<string, Queue<TracedSocket>> others)
    {
        if (others.TryGetValue(path, out Queue<TracedSocket>? waiting) && waiting.TryDequeue(out TracedSocket? other))
        {
            Join(socket, other);
            return;
        }

        if (!mine.TryGetValue(path, out Queue<TracedSocket>? queue))
            mine.Add(path, queue = new Queue<TracedSocket>());
        queue.Enqueue(socket);
    }

    // Two sockets are joined when the one's address is the other's peer, and the other way round. Ports are used again:
    // whoever is joined no longer waits.
    private void JoinByName(TracedSocket socket)
    {
        if (_peers.ContainsKey(socket) || NamesOf(socket) is not { } names)
            return;

        if (_waiting.Remove((names.Peer, names.Local), out TracedSocket? other) && other != socket)
            Join(socket, other);
        else
            _waiting[names] = socket;
    }

    private static (string Local, string Peer)? NamesOf(TracedSocket socket) => socket switch
    {
        { Inode: { } inode, PeerInode: { } peer } => (inode, peer),
        { Family: not "UNIX", Local: { } local, Peer: { } peer } => (local, peer),
        _ => null,
    };

    private void Join(TracedSocket one, TracedSocket other)
    {
        _peers[one] = other;
        _peers[other] = one;
    }
}
