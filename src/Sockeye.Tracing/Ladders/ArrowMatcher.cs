namespace Sockeye.Tracing.Ladders;

/// <summary>
/// Joins each cause with its effect: by connection and offset in a stream, datagram by datagram otherwise.
/// </summary>
internal sealed class ArrowMatcher
{
    private readonly LaneSet _lanes;
    private readonly StreamPairs _pairs;
    private readonly ILookup<TracedSocket, LoggedCall> _callsOf;
    private readonly List<Arrow> _arrows = [];

    private ArrowMatcher(IReadOnlyList<LoggedCall> calls, LaneSet lanes)
    {
        _lanes = lanes;
        _pairs = StreamPairs.Of(calls);
        _callsOf = calls.ToLookup(logged => logged.Call.Socket!);
    }

    public static IReadOnlyList<Arrow> Match(IReadOnlyList<LoggedCall> calls, LaneSet lanes)
    {
        var matcher = new ArrowMatcher(calls, lanes);
        matcher.MatchConnections(calls);
        foreach (IGrouping<TracedSocket, LoggedCall> socket in matcher._callsOf)
        {
            if (socket.Key.IsStream)
                matcher.MatchStream(socket.Key, [.. socket]);
        }

        matcher.AddDatagrams(calls);
        return matcher._arrows;
    }

    private void Add(ArrowKind kind, LoggedCall from, LoggedCall to, long bytes) => _arrows.Add(
        new Arrow(kind, from, to, _lanes.Of(from.Call.Socket!), _lanes.Of(to.Call.Socket!), bytes));

    private void MatchConnections(IReadOnlyList<LoggedCall> calls)
    {
        foreach (LoggedCall accept in calls.Where(
            logged => logged.Call is { Kind: CallKind.Accept, NewSocket: not null }))
        {
            TracedSocket accepted = accept.Call.NewSocket!;
            LoggedCall? connect = _pairs.PeerOf(accepted) is { } client ? ConnectOf(client) : null;
            if (connect is not null)
                Add(ArrowKind.Connection, connect, accept, bytes: 0);
            else if ((accept.Call.Address ?? accepted.Peer) is { } address)
                _arrows.Add(new Arrow(
                    ArrowKind.Connection, From: null, accept, _lanes.Outside(address),
                    _lanes.Of(accept.Call.Socket!), 0));
        }
    }

    private LoggedCall? ConnectOf(TracedSocket client) => _callsOf[client].FirstOrDefault(
        logged => logged.Call is { Kind: CallKind.Connect, Error: null or "EINPROGRESS" });

    // What one socket received, and who sent it.
    private void MatchStream(TracedSocket socket, LoggedCall[] calls)
    {
        TracedSocket? peer = _pairs.PeerOf(socket);
        if (peer is null || !_lanes.Has(peer))
        {
            MatchOutside(socket, calls);
            return;
        }

        LoggedCall[] sends = [.. _callsOf[peer].Where(logged => logged.Call is { Kind: CallKind.Send, Bytes: > 0 })];
        int next = 0;
        foreach (LoggedCall received in calls.Where(logged => logged.Call is { Kind: CallKind.Receive, Bytes: > 0 }))
        {
            while (next < sends.Length && EndOf(sends[next]) <= received.Offset)
                next++;
            for (int i = next; i < sends.Length && sends[i].Offset < EndOf(received); i++)
            {
                long bytes = Math.Min(EndOf(sends[i]), EndOf(received)) - Math.Max(sends[i].Offset, received.Offset);
                Add(ArrowKind.Data, sends[i], received, bytes);
            }
        }

        LoggedCall? end = calls.FirstOrDefault(logged => logged.Call.IsEndOfStream);
        LoggedCall? cause = _callsOf[peer].FirstOrDefault(
            logged => logged.Call is { Kind: CallKind.EndSending or CallKind.Close, Error: null });
        if (end is not null && cause is not null)
            Add(ArrowKind.End, cause, end, bytes: 0);
    }

    private static long EndOf(LoggedCall moved) => moved.Offset + moved.Call.Bytes;

    private void MatchOutside(TracedSocket socket, LoggedCall[] calls)
    {
        if (socket.Peer is not { } address)
            return;

        Lane lane = _lanes.Of(socket);
        bool wasUsed = calls.Any(logged => logged.Call is { Kind: CallKind.Send or CallKind.Receive, Error: null });
        foreach (LoggedCall logged in calls)
        {
            switch (logged.Call)
            {
                case { Kind: CallKind.Connect, Error: null }:
                case { Kind: CallKind.Connect, Error: "EINPROGRESS" }
                    when wasUsed: // else nobody knows whether it arrived
                    _arrows.Add(new Arrow(ArrowKind.Connection, logged, To: null, lane, _lanes.Outside(address), 0));
                    break;
                case { Kind: CallKind.Send, Bytes: > 0 and var sent }:
                    _arrows.Add(new Arrow(ArrowKind.Data, logged, To: null, lane, _lanes.Outside(address), sent));
                    break;
                case { Kind: CallKind.Receive, Bytes: > 0 and var received }:
                    _arrows.Add(new Arrow(ArrowKind.Data, From: null, logged, _lanes.Outside(address), lane, received));
                    break;
                case { IsEndOfStream: true }:
                    _arrows.Add(new Arrow(ArrowKind.End, From: null, logged, _lanes.Outside(address), lane, 0));
                    break;
                case { Kind: CallKind.EndSending, Error: null }:
                    _arrows.Add(new Arrow(ArrowKind.End, logged, To: null, lane, _lanes.Outside(address), 0));
                    break;
            }
        }
    }

    private void AddDatagrams(IReadOnlyList<LoggedCall> calls)
    {
        foreach (DatagramMatch match in DatagramMatcher.Match(calls))
        {
            if (match is { From: { } from, To: { } to })
                Add(ArrowKind.Data, from, to, match.Bytes);
            else if (match is { From: { } lost, Address: { } nobody })
                _arrows.Add(new Arrow(
                    ArrowKind.Data, lost, To: null, _lanes.Of(lost.Call.Socket!), _lanes.Bound(nobody), match.Bytes));
            else if (match is { To: { } got, Address: { } stranger })
                _arrows.Add(new Arrow(
                    ArrowKind.Data, From: null, got, _lanes.Outside(stranger), _lanes.Of(got.Call.Socket!),
                    match.Bytes));
        }
    }
}
