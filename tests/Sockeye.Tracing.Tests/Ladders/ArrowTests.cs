using Sockeye.Tracing.Ladders;
using static Sockeye.Tracing.Tests.CallScript;

namespace Sockeye.Tracing.Tests.Ladders;

public sealed class ArrowTests
{
    private readonly TracedSocket _client = Stream("client", 3, "127.0.0.1:9", "127.0.0.1:80");
    private readonly TracedSocket _server = Stream("server", 4, "127.0.0.1:80", "127.0.0.1:9");

    [Fact]
    public void Bytes_are_followed_by_their_offset_in_the_stream()
    {
        Ladder ladder = new CallScript()
            .Send(_client, 1, 1.1, "abc")
            .Send(_client, 2, 2.1, "defg")
            .Receive(_server, 3, 3.1, "ab")
            .Receive(_server, 4, 4.1, "cdefg")
            .Ladder;

        Assert.Equal([(1, 3, 2L), (1, 4, 1L), (2, 4, 4L)], Numbers(ladder));
    }

    [Fact]
    public void Both_directions_have_offsets_of_their_own()
    {
        Ladder ladder = new CallScript()
            .Send(_client, 1, 1.1, "abc").Receive(_server, 2, 2.1, "abc")
            .Send(_server, 3, 3.1, "x").Receive(_client, 4, 4.1, "x")
            .Ladder;

        Assert.Equal([(3, 4, 1L), (1, 2, 3L)], Numbers(ladder));
    }

    [Fact]
    public void Port_that_is_used_again_is_another_connection()
    {
        var again = Stream("client", 3, "127.0.0.1:9", "127.0.0.1:80");
        var server = Stream("server", 4, "127.0.0.1:80", "127.0.0.1:9");
        Ladder ladder = new CallScript()
            .Send(_client, 1, 1.1, "ab").Receive(_server, 2, 2.1, "ab")
            .Call(CallKind.Close, "close", _client, 3, 3.1).Call(CallKind.Close, "close", _server, 3, 3.2)
            .Send(again, 4, 4.1, "cd").Receive(server, 5, 5.1, "cd")
            .Ladder;

        Assert.Equal([(1, 2, 2L), (5, 6, 2L)], Numbers(ladder));
    }

    [Fact]
    public void Connection_leads_from_connect_to_accept()
    {
        var listener = Stream("server", 3, "127.0.0.1:80");
        Ladder ladder = new CallScript()
            .Call(CallKind.Connect, "connect", _client, 1, 1.2, address: "127.0.0.1:80")
            .Call(CallKind.Accept, "accept", listener, 0, 1.1, made: _server, address: "127.0.0.1:9")
            .Ladder;

        Arrow arrow = Assert.Single(ladder.Arrows);
        Assert.Equal((ArrowKind.Connection, "connect", "accept"), (arrow.Kind, arrow.From!.Call.Name, arrow.To!.Call.Name));
    }

    [Theory]
    [InlineData(CallKind.EndSending, "shutdown"), InlineData(CallKind.Close, "close")]
    public void End_leads_to_the_receive_that_returns_nothing(CallKind kind, string name)
    {
        Ladder ladder = new CallScript()
            .Send(_client, 0, 0.1, "a").Receive(_server, 0.2, 0.3, "a")
            .Call(kind, name, _client, 1, 1.1).Receive(_server, 2, 2.1, "")
            .Ladder;

        Arrow arrow = Assert.Single(ladder.Arrows, arrow => arrow.Kind == ArrowKind.End);
        Assert.Equal((3, 4), (arrow.From!.Number, arrow.To!.Number));
    }

    [Fact]
    public void Unix_peers_without_names_are_joined_in_turn()
    {
        var listener = Socket("server", 3, "UNIX", "STREAM", "/run/s");
        TracedSocket one = Unix("client", 5), two = Unix("client", 6), first = Unix("server", 7), second = Unix("server", 8);
        Ladder ladder = new CallScript()
            .Call(CallKind.Connect, "connect", one, 1, 1.1, address: "/run/s")
            .Call(CallKind.Accept, "accept", listener, 0, 1.2, made: first) // told before the second has connected
            .Call(CallKind.Accept, "accept", listener, 1.5, 1.6, made: second)
            .Call(CallKind.Connect, "connect", two, 1.4, 1.7, address: "/run/s")
            .Send(two, 2, 2.1, "b").Receive(second, 2.2, 2.3, "b")
            .Ladder;

        Assert.Equal([(1, 2, 0L), (4, 3, 0L), (5, 6, 1L)], Numbers(ladder));
    }

    [Fact]
    public void Socket_that_sends_to_itself_is_one_lane_whether_it_receives_or_not()
    {
        TracedSocket self = Datagram("client", 3, "127.0.0.1:9");
        Ladder ladder = new CallScript()
            .Send(self, 1, 1.1, "got", to: "127.0.0.1:9").Receive(self, 2, 2.1, "got", from: "127.0.0.1:9")
            .Send(self, 3, 3.1, "not got", to: "127.0.0.1:9")
            .Ladder;

        Assert.Single(ladder.Lanes);
    }

    [Fact]
    public void Datagram_goes_to_who_received_the_same_one()
    {
        TracedSocket sender = Datagram("client", 3, "0.0.0.0:9"), receiver = Datagram("server", 4, "127.0.0.1:80");
        Ladder ladder = new CallScript()
            .Send(sender, 1, 1.1, "one", to: "127.0.0.1:80")
            .Send(sender, 2, 2.1, "two", to: "127.0.0.1:80")
            .Send(sender, 3, 3.1, "three", to: "127.0.0.1:80")
            .Receive(receiver, 4, 4.1, "two", from: "127.0.0.1:9") // the first was lost
            .Receive(receiver, 5, 5.1, "three", from: "127.0.0.1:9")
            .Ladder;

        Assert.Equal([(1, 0, 3L), (2, 4, 3L), (3, 5, 5L)], Numbers(ladder).Order());
    }

    [Fact]
    public void Batch_of_datagrams_is_joined_with_each_that_received_some_of_it()
    {
        TracedSocket sender = Datagram("client", 3, "127.0.0.1:9"), receiver = Datagram("server", 4, "127.0.0.1:80");
        var script = new CallScript();
        script.Log.Add(Moved(CallKind.Send, sender, start: 1, bytes: 2500, each: 1000, "127.0.0.1:80"));
        script.Log.Add(Moved(CallKind.Receive, receiver, start: 2, bytes: 1000, each: 0, "127.0.0.1:9"));
        script.Log.Add(Moved(CallKind.Receive, receiver, start: 3, bytes: 1500, each: 1000, "127.0.0.1:9"));

        Assert.Equal([(1, 2, 1000L), (1, 3, 1500L)], Numbers(script.Ladder));
    }

    [Fact]
    public void Peer_whose_calls_nobody_recorded_has_a_lane_of_its_own()
    {
        Ladder ladder = new CallScript()
            .Call(CallKind.Connect, "connect", _client, 0, 0.1, address: "127.0.0.1:80")
            .Send(_client, 1, 1.1, "abc").Receive(_client, 2, 2.1, "d")
            .Ladder;

        Assert.Equal(["client fd 3", "not traced"], ladder.Lanes.Select(lane => lane.Title));
        Assert.Equal([(1, 0, 0L), (2, 0, 3L), (0, 3, 1L)], Numbers(ladder));
    }

    [Fact]
    public void Connection_that_may_never_have_arrived_has_no_arrow() => Assert.Empty(new CallScript()
        .Call(CallKind.Connect, "connect", _client, 0, 0.1, error: "EINPROGRESS", address: "127.0.0.1:80")
        .Ladder.Arrows);

    [Fact]
    public void Offsets_hold_across_the_calls_that_were_dropped()
    {
        var script = new CallScript(maxCalls: 4);
        for (int i = 0; i < 100; i++)
            script.Send(_client, i, i + 0.1, "ab").Receive(_server, i + 0.2, i + 0.3, "ab");

        Assert.Equal([(1, 2, 2L), (199, 200, 2L)], Numbers(script.Ladder));
        Assert.Equal((200, 196), (script.Ladder.Calls, script.Ladder.Dropped));
    }

    private static TracedSocket Unix(string program, int descriptor) => Socket(program, descriptor, "UNIX", "STREAM");

    private static TracedCall Moved(CallKind kind, TracedSocket socket, double start, long bytes, int each, string address) => new()
    {
        Kind = kind,
        Name = "msg",
        Socket = socket,
        Start = TimeSpan.FromMilliseconds(start),
        Bytes = bytes,
        DatagramBytes = each,
        Address = address,
    };

    private static IEnumerable<(int From, int To, long Bytes)> Numbers(Ladder ladder) =>
        ladder.Arrows.Select(arrow => (arrow.From?.Number ?? 0, arrow.To?.Number ?? 0, arrow.Bytes));
}
