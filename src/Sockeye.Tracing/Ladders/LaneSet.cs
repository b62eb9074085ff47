using System.Globalization;

namespace Sockeye.Tracing.Ladders;

/// <summary>The lanes of a trace: its sockets, and the peers outside.</summary>
internal sealed class LaneSet
{
    private readonly Dictionary<TracedSocket, Lane> _bySocket = [];
    private readonly Dictionary<string, Lane> _outside = [];
    private readonly HashSet<string> _hiddenAddresses = [];
    private readonly List<Lane> _all = [];
    private int _count;

    public IReadOnlyList<Lane> All => _all;

    /// <summary>All sockets, in the order they appear, those of one process side by side.</summary>
    public static IReadOnlyList<TracedSocket> SocketsOf(IReadOnlyList<LoggedCall> calls) =>
        [.. calls
            .SelectMany(logged => new[] { logged.Call.Socket, logged.Call.NewSocket })
            .OfType<TracedSocket>()
            .Distinct()
            .GroupBy(socket => socket.Maker.Process)
            .SelectMany(process => process)];

    /// <summary>A lane for each socket that is not hidden.</summary>
    public static LaneSet Of(IReadOnlyList<TracedSocket> sockets, IReadOnlyCollection<TracedSocket> hidden)
    {
        HashSet<string> shared = [.. sockets
            .Select(socket => (socket.Maker.Program, socket.Maker.Process))
            .Distinct()
            .CountBy(maker => maker.Program)
            .Where(program => program.Value > 1)
            .Select(program => program.Key)];
        var lanes = new LaneSet();
        foreach (TracedSocket socket in sockets)
        {
            lanes._count++;
            if (hidden.Contains(socket))
                lanes._hiddenAddresses.Add(socket.Local ?? "");
            else
                lanes._bySocket.Add(
                    socket, lanes.Add(lanes._count, socket, TitleOf(socket, shared), AddressOf(socket)));
        }

        return lanes;
    }

    /// <summary>Whether a socket has a lane.</summary>
    public bool Has(TracedSocket socket) => _bySocket.ContainsKey(socket);

    public Lane Of(TracedSocket socket) => _bySocket[socket];

    /// <summary>
    /// Where a datagram to an address went, received or not: the socket that is bound there, or outside.
    /// </summary>
    public Lane Bound(string address) =>
        _all.Find(lane => lane.Socket is { IsStream: false } socket && socket.Local == address) ?? Outside(address);

    /// <summary>The lane of a peer whose calls nobody recorded.</summary>
    public Lane Outside(string address)
    {
        if (!_outside.TryGetValue(address, out Lane? lane))
            _outside.Add(address, lane = Add(++_count, socket: null, TitleOutside(address), address));
        return lane;
    }

    private string TitleOutside(string address) => _hiddenAddresses.Contains(address) ? "hidden" : "not traced";

    private Lane Add(int number, TracedSocket? socket, string title, string address)
    {
        var lane = new Lane(_all.Count, number, socket, title, address);
        _all.Add(lane);
        return lane;
    }

    // The number of the process only where its name does not tell it from the others.
    private static string TitleOf(TracedSocket socket, HashSet<string> shared)
    {
        string process = shared.Contains(socket.Maker.Program)
            ? string.Create(CultureInfo.InvariantCulture, $"[{socket.Maker.Process}]")
            : "";
        string title = string.Create(
            CultureInfo.InvariantCulture, $"{socket.Maker.Program}{process} fd {socket.Descriptor}");
        return title.TrimStart();
    }

    private static string AddressOf(TracedSocket socket)
    {
        string kind = $"{socket.Family} {socket.Type}";
        return (socket.Local, socket.Peer) switch
        {
            (null, null) => kind,
            ({ } local, null) => $"{kind} {local}",
            (null, { } peer) => $"{kind} → {peer}",
            var (local, peer) => $"{kind} {local} ↔ {peer}",
        };
    }
}
