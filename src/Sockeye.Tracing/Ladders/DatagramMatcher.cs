namespace Sockeye.Tracing.Ladders;

/// <summary>
/// Finds for each datagram received the one that was sent: the oldest of the same length and beginning, to that
/// address, from that address. Others were lost, or went out of the picture.
/// </summary>
internal sealed class DatagramMatcher
{
    private readonly Dictionary<(string Port, long Length), LinkedList<LoggedCall>> _underWay = [];
    private readonly Dictionary<(LoggedCall? From, LoggedCall? To), long> _matched = [];

    private DatagramMatcher()
    {
    }

    public static IEnumerable<DatagramMatch> Match(IReadOnlyList<LoggedCall> calls)
    {
        var matcher = new DatagramMatcher();
        LoggedCall[] datagrams = [.. calls.Where(
            logged => logged.Call is { Socket.IsStream: false, Error: null, NeverReturned: false })];

        // All that was sent comes first: a receive may be logged before the send that caused it has returned.
        foreach (LoggedCall sent in datagrams.Where(logged => logged.Call.Kind == CallKind.Send))
            matcher.Send(sent);
        foreach (LoggedCall received in datagrams.Where(logged => logged.Call.Kind == CallKind.Receive))
            matcher.Receive(received);
        return matcher._matched
            .Select(match => new DatagramMatch(
                match.Key.From, match.Key.To, OtherEnd(match.Key.From, match.Key.To), match.Value))
            .Concat(matcher.Lost());
    }

    private static string? OtherEnd(LoggedCall? from, LoggedCall? to) => from is null ? SourceOf(to!) : null;

    private static string? DestinationOf(LoggedCall sent) => sent.Call.Address ?? sent.Call.Socket!.Peer;

    private static string? SourceOf(LoggedCall received) => received.Call.Address ?? received.Call.Socket!.Peer;

    // Of an internet address the port, of a UNIX one all of it.
    private static string PortOf(string address) =>
        address.StartsWith('/') || address.StartsWith('@') ? address : address[(address.LastIndexOf(':') + 1)..];

    private static IEnumerable<long> LengthsOf(TracedCall call)
    {
        if (call.DatagramBytes <= 0)
            return [call.Bytes];

        long whole = call.Bytes / call.DatagramBytes, rest = call.Bytes % call.DatagramBytes;
        IEnumerable<long> lengths = Enumerable.Repeat((long)call.DatagramBytes, (int)whole);
        return rest > 0 ? lengths.Append(rest) : lengths;
    }

    private void Send(LoggedCall sent)
    {
        if (DestinationOf(sent) is not { } destination)
            return;

        foreach (long length in LengthsOf(sent.Call))
        {
            var key = (PortOf(destination), length);
            if (!_underWay.TryGetValue(key, out LinkedList<LoggedCall>? queue))
                _underWay.Add(key, queue = []);
            queue.AddLast(sent);
        }
    }

    private void Receive(LoggedCall received)
    {
        foreach (long length in LengthsOf(received.Call))
        {
            LoggedCall? sent = Take(received, length);
            if (sent is not null || SourceOf(received) is not null)
                _matched[(sent, received)] = _matched.GetValueOrDefault((sent, received)) + length;
        }
    }

    private LoggedCall? Take(LoggedCall received, long length)
    {
        if (received.Call.Socket!.Local is not { } local
            || !_underWay.TryGetValue((PortOf(local), length), out LinkedList<LoggedCall>? queue))
            return null;

        for (LinkedListNode<LoggedCall>? node = queue.First; node is not null; node = node.Next)
        {
            if (!MayBe(node.Value, received))
                continue;

            queue.Remove(node);
            return node.Value;
        }

        return null;
    }

    private static bool MayBe(LoggedCall sent, LoggedCall received) =>
        sent.Call.Start <= received.Call.End
        && IsSame(DestinationOf(sent), received.Call.Socket!.Local)
        && IsSame(sent.Call.Socket!.Local, SourceOf(received))
        && BeginTheSame(sent.Call.Preview.Span, received.Call.Preview.Span);

    // One that is not known, or stands for every interface, may be any.
    private static bool IsSame(string? one, string? other) =>
        one is null || other is null || one == other
        || (PortOf(one) == PortOf(other) && (IsEveryInterface(one) || IsEveryInterface(other)));

    private static bool IsEveryInterface(string address) =>
        address.StartsWith("0.0.0.0:", StringComparison.Ordinal)
        || address.StartsWith("[::]:", StringComparison.Ordinal);

    private static bool BeginTheSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        int length = Math.Min(one.Length, other.Length);
        return one[..length].SequenceEqual(other[..length]);
    }

    private IEnumerable<DatagramMatch> Lost() =>
        from entry in _underWay
        from sent in entry.Value
        group entry.Key.Length by sent into rest
        select new DatagramMatch(rest.Key, To: null, DestinationOf(rest.Key), rest.Sum());
}

/// <summary>Datagrams that went from one call to another.</summary>
/// <param name="From">Who sent them; null when that was not recorded.</param>
/// <param name="To">Who received them; null when nobody was seen to.</param>
/// <param name="Address">Where they went, or came from, when one of the calls is missing.</param>
/// <param name="Bytes">How many bytes.</param>
internal sealed record DatagramMatch(LoggedCall? From, LoggedCall? To, string? Address, long Bytes);
