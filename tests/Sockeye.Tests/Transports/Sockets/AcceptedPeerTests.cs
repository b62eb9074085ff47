using System.Net;
using System.Net.Sockets;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>Peers that are gone before anybody looks at them.</summary>
public sealed class AcceptedPeerTests
{
    public static TheoryData<bool, string> Peers => new()
    {
        { true, "tcp://127.0.0.1:0" }, { false, "tcp://127.0.0.1:0" },
        { true, "tcp://[::1]:0" }, { false, "tcp://[::1]:0" },
        { true, "tcp://*:0" }, { false, "tcp://*:0" },
    };

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Peers))]
    public async Task Who_sends_all_and_resets_before_it_is_accepted_has_its_address(bool hasOwnLoop, string endpoint)
    {
        await using IStreamListener listener = await Transport(hasOwnLoop).ListenAsync(Endpoint.Parse(endpoint));
        var family = listener.Endpoint.Host == "::1" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        IPAddress there = family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        using var client = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(there, listener.Endpoint.Port);
        EndPoint address = client.LocalEndPoint!;
        await client.SendAsync("all"u8.ToArray());
        client.LingerState = new LingerOption(true, 0);
        client.Close(); // a reset: the kernel forgets whom the other side was connected with

        StreamConnection? server = await listener.AcceptAsync(CancellationToken.None);

        Assert.Equal(address, PeerAddress.Plain(server!.RemoteEndPoint!));
        Assert.True(server.IsPrivate);
        Assert.Equal(listener.Endpoint.Port, ((IPEndPoint)server.LocalEndPoint!).Port);
        server.Abort(EndReason.Cancelled);
        await server.DisposeAsync();
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(true), InlineData(false)]
    public async Task Who_comes_by_a_UNIX_socket_without_a_name_and_is_gone_is_of_this_machine(bool hasOwnLoop)
    {
        using var directory = new TempDirectory();
        await using IStreamListener listener =
            await Transport(hasOwnLoop).ListenAsync(Endpoint.Unix(directory["socket"]));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(directory["socket"]));
        client.Close();

        StreamConnection? server = await listener.AcceptAsync(CancellationToken.None);

        Assert.NotNull(server!.RemoteEndPoint);
        Assert.Equal("", PeerAddress.TextOf(server.RemoteEndPoint));
        Assert.True(server.IsPrivate);
        server.Abort(EndReason.Cancelled);
        await server.DisposeAsync();
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(true), InlineData(false)]
    public async Task What_is_accepted_has_the_options_of_every_connection(bool hasOwnLoop)
    {
        SocketTransport sockets = Transport(hasOwnLoop);
        await using IStreamListener listener = await sockets.ListenAsync(Endpoint.Tcp(null, 0));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, listener.Endpoint.Port);

        await using var server = Assert.IsType<SocketConnection>(await listener.AcceptAsync(CancellationToken.None));

        Assert.Equal([1, 1, 15, 5, 3], server.TcpOptions());
        server.Abort(EndReason.Cancelled);
    }

    private static SocketTransport Transport(bool hasOwnLoop) => new(TimeProvider.System)
    {
        Engine = hasOwnLoop ? SocketEngines.EventLoop : SocketEngines.Runtime,
    };
}
