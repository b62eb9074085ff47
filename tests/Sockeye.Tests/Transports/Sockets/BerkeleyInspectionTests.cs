using System.Net;
using System.Net.Sockets;
using Sockeye.Testing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>What the system tells about sockets, by its own words and numbers.</summary>
public sealed class BerkeleyInspectionTests : IDisposable
{
    private const int SolSocket = 1;
    private const int IpprotoTcp = 6;
    private const int TcpNoDelay = 1;
    private const int SoProtocol = 38;

    private readonly List<BerkeleySocket> _open = [];

    [Fact]
    public void Unbound_socket_has_a_name_without_a_port_and_no_peer()
    {
        BerkeleySocket socket = Open();

        Assert.Equal(new IPEndPoint(IPAddress.Any, 0), socket.GetSockName());
        Assert.Equal(107, Assert.Throws<SocketCallException>(() => socket.GetPeerName()).Errno); // ENOTCONN
        Assert.Equal("", Open(AddressFamily.Unix).GetSockName().ToString());
    }

    [Fact]
    public void Closed_socket_says_EBADF()
    {
        BerkeleySocket socket = Open();
        socket.Close();

        Assert.Equal(9, Assert.Throws<SocketCallException>(() => socket.GetSockName()).Errno);
        Assert.Equal(9, Assert.Throws<SocketCallException>(() => socket.GetSockOpt(SolSocket, SoProtocol, new byte[4])).Errno);
        Assert.Equal(9, Assert.Throws<SocketCallException>(() => socket.SetSockOpt(IpprotoTcp, TcpNoDelay, new byte[4])).Errno);
        Assert.Equal(TcpState.Unknown, socket.Status.TcpState);
        Assert.Null(socket.Status.ReceiveQueueBytes);
        Assert.False(socket.Status.HasPeerEnded);
        Assert.False(socket.Status.IsListening);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Socket_that_another_thread_closes_meanwhile_says_EBADF()
    {
        for (int round = 0; round < 2_000; round++)
        {
            BerkeleySocket socket = Open();
            Task asking = Task.Run(() => LookUntilClosed(socket));
            socket.GetSockName();
            socket.Close();
            await asking;
        }

        static void LookUntilClosed(BerkeleySocket socket)
        {
            while (socket.Status.UnsentBytes is not null && socket.Status.TcpState != TcpState.Unknown)
                Assert.False(socket.Status.HasPeerEnded && socket.Status.IsListening);

            Assert.Equal(9, Assert.Throws<SocketCallException>(() => AskForEver(socket)).Errno);
        }

        static void AskForEver(BerkeleySocket socket)
        {
            byte[] value = new byte[4];
            while (true)
                socket.GetSockOpt(SolSocket, SoProtocol, value);
        }
    }

    [Fact]
    public void Option_is_set_and_read_by_its_number()
    {
        BerkeleySocket socket = Open();
        byte[] value = new byte[8];

        socket.SetSockOpt(IpprotoTcp, TcpNoDelay, BitConverter.GetBytes(1));

        Assert.Equal(4, socket.GetSockOpt(IpprotoTcp, TcpNoDelay, value));
        Assert.Equal(1, BitConverter.ToInt32(value));
        socket.GetSockOpt(SolSocket, SoProtocol, value);
        Assert.Equal(IpprotoTcp, BitConverter.ToInt32(value)); // 0 was asked for: the kernel chose
        Assert.Equal(92, Assert.Throws<SocketCallException>(() => socket.GetSockOpt(SolSocket, 9999, new byte[4])).Errno);
        Assert.Equal(0, socket.Status.PeekSockOpt(SolSocket, 9999, value));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Connection_is_followed_through_its_states()
    {
        (BerkeleySocket listener, BerkeleySocket client, BerkeleySocket server) = await ConnectAsync();

        Assert.Equal(TcpState.Listen, listener.Status.TcpState);
        Assert.True(listener.Status.IsListening);
        Assert.Null(listener.Status.ReceiveQueueBytes);
        Assert.Equal(TcpState.Established, client.Status.TcpState);
        Assert.Equal(listener.GetSockName(), client.GetPeerName());
        Assert.Equal(client.GetSockName(), server.GetPeerName());

        await client.SendAsync(new byte[7]);
        Assert.Equal(7, server.Status.ReceiveQueueBytes);
        client.Shutdown(SocketShutdown.Send);
        Assert.True(server.Status.HasPeerEnded);
        Assert.Equal(TcpState.CloseWait, server.Status.TcpState);
        Assert.Contains(client.Status.TcpState, new[] { TcpState.FinWait1, TcpState.FinWait2 }); // the ACK may take a moment
        Assert.False(client.Status.HasPeerEnded);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Single_send_takes_what_fits_and_what_is_not_read_stays_in_the_queue()
    {
        (_, BerkeleySocket client, BerkeleySocket server) = await ConnectAsync();
        byte[] data = new byte[64 * 1024 * 1024];

        int sent = await client.SendSomeAsync(data);

        Assert.InRange(sent, 1, data.Length - 1);
        Assert.InRange(client.Status.SendQueueBytes ?? 0, 1, sent);
        Assert.InRange(server.Status.ReceiveQueueBytes ?? 0, 1, sent);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Receiving_from_a_stream_with_its_sender_loses_nothing()
    {
        (_, BerkeleySocket client, BerkeleySocket server) = await ConnectAsync();
        await client.SendAsync("0123456789"u8.ToArray());
        byte[] buffer = new byte[4];
        var from = new SocketAddress(AddressFamily.InterNetwork, 128);

        Assert.Equal(4, await server.RecvFromAsync(buffer, from));
        Assert.Equal("0123"u8, buffer);
        Assert.Equal(4, await server.RecvAsync(buffer));
        Assert.Equal("4567"u8, buffer);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, SocketType.Raw, 0, 93)] // EPROTONOSUPPORT: RAW needs a protocol
    [InlineData(AddressFamily.InterNetwork, SocketType.Stream, 17, 93)]
    [InlineData(AddressFamily.Unix, SocketType.Stream, 99, 93)]
    [InlineData(AddressFamily.InterNetwork, SocketType.Rdm, 0, 94)] // ESOCKTNOSUPPORT
    public void Refusal_to_open_a_socket_has_its_errno(AddressFamily family, SocketType type, int protocol, int errno) =>
        Assert.Equal(errno, Assert.Throws<SocketCallException>(() => new BerkeleySocket(
            SocketEngines.EventLoop, family, type, (ProtocolType)protocol, calls: null, time: null)).Errno);

    [Fact]
    public void Failed_bind_tells_the_errno_of_the_system_and_not_one_like_it()
    {
        using var folder = new TemporaryDirectory();

        Assert.Equal(2, BindErrno(folder.At("missing/x.sock"))); // ENOENT, to .NET EADDRNOTAVAIL
        Assert.Equal(20, BindErrno("/dev/null/x.sock")); // ENOTDIR, to .NET nothing
        Assert.Equal(98, BindErrno(folder.AddFile("taken", [])));
    }

    [Fact]
    public async Task Failed_connect_tells_the_errno_of_the_system()
    {
        BerkeleySocket unix = Open(AddressFamily.Unix);

        Assert.Equal(2, await unix.ConnectExAsync(new UnixDomainSocketEndPoint("/no/such.sock")));
        Assert.Equal(22, Assert.Throws<SocketCallException>(() => unix.Listen()).Errno); // not bound
        Assert.Equal(107, Assert.Throws<SocketCallException>(() => Open().Shutdown(SocketShutdown.Send)).Errno);
    }

    public void Dispose() => _open.ForEach(socket => socket.Close());

    private int BindErrno(string path) => Assert.Throws<SocketCallException>(
        () => Open(AddressFamily.Unix).Bind(new UnixDomainSocketEndPoint(path))).Errno;

    // Always the event loop's, whose errno is exact.
    private BerkeleySocket Open(AddressFamily family = AddressFamily.InterNetwork)
    {
        var socket = new BerkeleySocket(
            SocketEngines.EventLoop, family, SocketType.Stream, ProtocolType.Unspecified, calls: null, time: null);
        _open.Add(socket);
        return socket;
    }

    private async Task<(BerkeleySocket Listener, BerkeleySocket Client, BerkeleySocket Server)> ConnectAsync()
    {
        BerkeleySocket listener = Open();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        BerkeleySocket client = Open();
        await client.ConnectAsync(listener.GetSockName());
        BerkeleySocket server = await listener.AcceptAsync();
        _open.Add(server);
        return (listener, client, server);
    }
}
