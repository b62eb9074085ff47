using static Sockeye.Tracing.Tests.CallScript;

namespace Sockeye.Tracing.Tests;

public sealed class SocketStatesTests
{
    private readonly TracedSocket _socket = Stream("a", 3);

    [Fact]
    public void Server_goes_from_unbound_to_listening() => Assert.Equal(
        [SocketState.Unbound, SocketState.Bound, SocketState.Listening, SocketState.Closed],
        StatesAfter(Call(CallKind.Open), Call(CallKind.Bind), Call(CallKind.Listen), Call(CallKind.Close)));

    [Fact]
    public void Connection_is_half_closed_by_one_end_and_closed_by_both() => Assert.Equal(
        [SocketState.Established, SocketState.EndSent, SocketState.EndSent, SocketState.Closed],
        StatesAfter(Call(CallKind.Connect), Call(CallKind.EndSending), Call(CallKind.Receive, bytes: 1), Call(CallKind.Receive)));

    [Fact]
    public void Peer_may_end_first() => Assert.Equal(
        [SocketState.Established, SocketState.EndReceived, SocketState.EndReceived, SocketState.Closed],
        StatesAfter(Call(CallKind.Connect), Call(CallKind.Receive), Call(CallKind.Send, bytes: 1), Call(CallKind.EndSending)));

    [Fact]
    public void Connection_under_way_is_there_when_bytes_move() => Assert.Equal(
        [SocketState.Connecting, SocketState.Connecting, SocketState.Established],
        StatesAfter(
            Call(CallKind.Connect, error: "EINPROGRESS"), Call(CallKind.Send, error: "EAGAIN"), Call(CallKind.Send, bytes: 1)));

    [Fact]
    public void Connection_under_way_is_there_when_it_is_asked_and_has_no_error() => Assert.Equal(
        [SocketState.Connecting, SocketState.Established],
        StatesAfter(
            Call(CallKind.Connect, error: "EINPROGRESS"),
            Call(CallKind.Other) with { Name = "getsockopt", Arguments = "SO_ERROR, [0]" }));

    [Theory]
    [InlineData("ECONNREFUSED"), InlineData("ETIMEDOUT")]
    public void Refused_connection_leaves_it_unconnected(string error) => Assert.Equal(
        [SocketState.Connecting, SocketState.Unbound],
        StatesAfter(Call(CallKind.Connect, error: "EINPROGRESS"), Call(CallKind.Connect, error: error)));

    [Theory]
    [InlineData(CallKind.Send), InlineData(CallKind.Receive)]
    public void Connection_that_the_peer_reset_is_closed(CallKind kind) => Assert.Equal(
        [SocketState.Established, SocketState.Closed],
        StatesAfter(Call(CallKind.Connect), Call(kind, error: "ECONNRESET")));

    [Fact]
    public void Failed_call_changes_nothing() => Assert.Equal(
        [SocketState.Unbound, SocketState.Unbound],
        StatesAfter(Call(CallKind.Bind, error: "EACCES"), Call(CallKind.Listen, error: "EINVAL")));

    [Fact]
    public void Empty_datagram_is_no_end()
    {
        TracedCall received = Call(CallKind.Receive) with { Socket = Datagram("a", 3) };

        Assert.Equal(SocketState.Bound, SocketStates.After(SocketState.Bound, received));
    }

    private static SocketState[] StatesAfter(params TracedCall[] calls)
    {
        var state = SocketState.Unbound;
        return [.. calls.Select(call => state = SocketStates.After(state, call))];
    }

    private TracedCall Call(CallKind kind, string? error = null, long bytes = 0) => new()
    {
        Kind = kind,
        Name = "x",
        Socket = _socket,
        Error = error,
        Bytes = bytes,
        Start = TimeSpan.Zero,
    };
}
