using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>A transport uses sockets that somebody else has bound, where their address is asked for.</summary>
public sealed class GivenSocketsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public static TheoryData<string> Streams => ["127.0.0.1", "::1", "PATH"];

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Streams))]
    public async Task Stream_that_listens_already_is_accepted_on(string address)
    {
        (int descriptor, Endpoint endpoint) = Bind(address, SocketType.Stream);
        using var given = new GivenSockets([descriptor]);
        var sockets = new SocketTransport(TimeProvider.System) { Given = given };

        await using IStreamListener listener = await sockets.ListenAsync(endpoint);
        await using StreamConnection client = await sockets.ConnectAsync(endpoint);
        await using StreamConnection? server = await listener.AcceptAsync(CancellationToken.None);
        await client.SendAsync("ping");
        await client.CompleteOutputAsync();

        Assert.Equal("ping", await server!.ReadTextToEndAsync());
        Assert.Equal(endpoint, listener.Endpoint);
        Assert.Empty(given.Unclaimed);
        client.Abort(EndReason.Cancelled); // or closing would wait for the other side
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Streams))]
    public async Task Datagrams_come_to_one_that_is_bound_already(string address)
    {
        (int descriptor, Endpoint endpoint) = Bind(address, SocketType.Dgram);
        using var given = new GivenSockets([descriptor]);
        var sockets = new SocketTransport(TimeProvider.System) { Given = given };

        await using IDatagramSocket server = await sockets.BindAsync(endpoint);
        EndPoint remote = (await sockets.ResolveAsync(endpoint))[0];
        await using IDatagramSocket client = sockets.Open(remote);
        await client.SendAsync("ping"u8.ToArray(), remote, CancellationToken.None);
        byte[] buffer = new byte[16];
        ReceivedDatagram came = await server.ReceiveAsync(buffer, CancellationToken.None);

        Assert.Equal("ping", Encoding.ASCII.GetString(buffer, 0, came.Length));
        Assert.Empty(given.Unclaimed);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Every_interface_of_IPv4_is_every_interface()
    {
        (int descriptor, Endpoint endpoint) = Bind("0.0.0.0", SocketType.Stream);
        using var given = new GivenSockets([descriptor]);
        var sockets = new SocketTransport(TimeProvider.System) { Given = given };

        await using IStreamListener listener = await sockets.ListenAsync(Endpoint.Tcp("*", endpoint.Port));

        Assert.Empty(given.Unclaimed);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task What_nobody_asks_for_is_named_and_closed_at_the_end()
    {
        (int descriptor, Endpoint endpoint) = Bind("127.0.0.1", SocketType.Stream);
        using var given = new GivenSockets([descriptor]);
        var sockets = new SocketTransport(TimeProvider.System) { Given = given };

        await using IStreamListener other = await sockets.ListenAsync(Endpoint.Tcp(null, 0));
        Assert.Equal([endpoint], given.Unclaimed);
        given.Dispose();

        await using IStreamListener again = await sockets.ListenAsync(endpoint);
        Assert.Equal(endpoint, again.Endpoint);
    }

    [Fact]
    public void Socket_that_does_not_listen_is_refused()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        var refused = Assert.Throws<SocketCallException>(() => new GivenSockets([Release(socket)]));

        Assert.StartsWith("cannot use descriptor ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_is_refused()
    {
        SafeFileHandle file = File.OpenHandle("/dev/null");
        int descriptor = (int)file.DangerousGetHandle();
        file.SetHandleAsInvalid();

        Assert.Throws<SocketCallException>(() => new GivenSockets([descriptor]));
    }

    public void Dispose() => _directory.Dispose();

    private (int Descriptor, Endpoint Endpoint) Bind(string address, SocketType type)
    {
        EndPoint local = address == "PATH"
            ? new UnixDomainSocketEndPoint(_directory["given"])
            : new IPEndPoint(IPAddress.Parse(address), 0);
        var socket = new Socket(local.AddressFamily, type, ProtocolType.Unspecified);
        socket.Bind(local);
        if (type == SocketType.Stream)
            socket.Listen();
        EndpointScheme scheme = (local, type) switch
        {
            (UnixDomainSocketEndPoint, SocketType.Stream) => EndpointScheme.Unix,
            (UnixDomainSocketEndPoint, _) => EndpointScheme.Unixgram,
            (_, SocketType.Stream) => EndpointScheme.Tcp,
            _ => EndpointScheme.Udp,
        };
        var endpoint = Endpoint.Of(scheme, socket.LocalEndPoint!);
        return (Release(socket), endpoint);
    }

    // As whoever hands a descriptor over: it stays open, and is not ours any more.
    private static int Release(Socket socket)
    {
        int descriptor = (int)socket.SafeHandle.DangerousGetHandle();
        socket.SafeHandle.SetHandleAsInvalid();
        return descriptor;
    }
}
