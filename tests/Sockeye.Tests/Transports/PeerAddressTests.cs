using System.Net;
using System.Net.Sockets;
using Sockeye.Services.Ack;
using Sockeye.Services.Hello;
using Sockeye.Testing;
using Sockeye.Tests.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports;

public sealed class PeerAddressTests
{
    // Abstract, so that it may have any bytes. Its second line would be one of the log.
    private readonly string _name = $"\0ev\u001b[31m\nack c99: root ended {Guid.NewGuid():N}";

    private string Shown => _name.Replace("\0", "@", StringComparison.Ordinal)
        .Replace("\u001b", @"\x1b", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    [Fact]
    public void Name_that_a_peer_chose_is_escaped() =>
        Assert.Equal(Shown, PeerAddress.TextOf(new UnixDomainSocketEndPoint(_name)));

    [Fact]
    public void Peer_without_an_address_is_an_empty_text() => Assert.Equal("", PeerAddress.TextOf(null));

    [Fact]
    public void Network_address_is_shown_as_it_is() =>
        Assert.Equal("[::1]:57", PeerAddress.TextOf(new IPEndPoint(IPAddress.IPv6Loopback, 57)));

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Log_record_and_messages_of_a_server_show_the_name_escaped()
    {
        var server = new StreamServerFixture();
        var sockets = new SocketTransport(TimeProvider.System);
        var peers = new List<string>();
        var hello = new HelloHandler(reply: false, message => peers.Add(message.Peer));
        var ack = new AckHandler(message => peers.Add(message.Peer));
        server.Start(
            await sockets.ListenAsync(Endpoint.Unix($"@{Guid.NewGuid():N}")),
            (connection, stopping) => server.Begun.Count == 1
                ? ack.RunAsync(connection, stopping)
                : hello.RunAsync(connection, stopping),
            new() { Mode = new(Concurrency: 1, StopAfter: 2) });

        await GreetAsync(server.Endpoint, _name);
        await GreetAsync(server.Endpoint, _name + 2); // the first may be taken for another moment
        await server.Running;

        Assert.Equal([Shown, Shown + 2], peers);
        Assert.Equal(peers, server.Served.Select(served => served.Peer));
        Assert.DoesNotContain(
            Enum.GetValues<Microsoft.Extensions.Logging.LogLevel>().SelectMany(server.Log.At),
            line => line.Contains('\n', StringComparison.Ordinal) || line.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Failed_call_shows_the_name_escaped()
    {
        var calls = new List<SocketCall>();
        using var socket = new BerkeleySocket(
            AddressFamily.Unix, SocketType.Dgram, calls: new Sink(calls));

        var error = await Assert.ThrowsAsync<SocketCallException>(
            () => socket.SendToAsync("x"u8.ToArray(), new UnixDomainSocketEndPoint(_name)).AsTask());

        Assert.Equal($"cannot send to {Shown}: connection refused", error.Message);
        Assert.Equal($"1, {Shown}", calls[^1].Arguments);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:7"), InlineData("::ffff:192.0.2.1", "192.0.2.1:7"), InlineData("2001:db8::1", "[2001:db8::1]:7")]
    public void IPv4_peer_of_a_dual_stack_socket_is_shown_as_it_is_written(string address, string shown) =>
        Assert.Equal(shown, PeerAddress.TextOf(new IPEndPoint(IPAddress.Parse(address), 7)));

    private static async Task GreetAsync(Endpoint endpoint, string name)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Bind(new UnixDomainSocketEndPoint(name));
        await client.ConnectAsync(new UnixDomainSocketEndPoint('\0' + endpoint.Host[1..]));
        await client.SendAsync("HELLO"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);
        while (await client.ReceiveAsync(new byte[64]) > 0)
        {
        }
    }

    private sealed class Sink(List<SocketCall> calls) : ISocketCallSink
    {
        public void OnCall(in SocketCall call) => calls.Add(call);
    }
}
