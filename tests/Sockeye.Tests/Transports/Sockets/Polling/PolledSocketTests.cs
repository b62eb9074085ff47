using System.Net;
using System.Net.Sockets;
using Sockeye.Testing;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Tests.Transports.Sockets.Polling;

public sealed class PolledSocketTests : IDisposable
{
    private const uint ReadableAndWritable = 0x1 | 0x4; // EPOLLIN | EPOLLOUT
    private const uint AllEnded = ReadableAndWritable | 0x8 | 0x10 | 0x2000; // and EPOLLERR | EPOLLHUP | EPOLLRDHUP
    private const int ConnectionRefused = 111; // ECONNREFUSED

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly EventLoops _loops = new();
    private readonly byte[] _buffer = new byte[100];

    public PolledSocketTests() => _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    [Fact]
    public void Event_of_a_socket_that_was_removed_finds_nobody_in_its_place()
    {
        var sockets = new PolledSockets();
        using Socket one = Open(), other = Open();
        ulong tag = sockets.Add(new PolledSocket(one, _loops));
        sockets.Remove(tag);

        var next = new PolledSocket(other, _loops);
        ulong nextTag = sockets.Add(next);

        Assert.Null(sockets.At(tag));
        Assert.Same(next, sockets.At(nextTag));
    }

    [Fact]
    public void Many_sockets_are_found()
    {
        var sockets = new PolledSockets();
        using Socket socket = Open();
        PolledSocket[] polled = [.. Enumerable.Range(0, 200).Select(_ => new PolledSocket(socket, _loops))];

        ulong[] tags = [.. polled.Select(sockets.Add)];

        Assert.Equal(polled, tags.Select(sockets.At));
    }

    // The kernel never tells a silent, healthy socket that it has ended. If it did, receiving would find out.
    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task End_that_is_none_is_noticed()
    {
        (Socket client, PolledSocket server) = await PairAsync();
        server.OnChange(AllEnded);
        Task<int> receiving = server.ReceiveAsync(_buffer, CancellationToken.None).AsTask();
        Assert.False(receiving.IsCompleted); // nor does it try for ever, here on our thread

        client.Send("late"u8);

        Assert.Equal(4, await receiving);
        client.Dispose();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Socket_that_was_refused_can_connect_later()
    {
        using var socket = new BerkeleySocket(
            SocketEngines.EventLoop, AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp, null, null);
        Assert.Equal(ConnectionRefused, await socket.ConnectExAsync(_listener.LocalEndPoint!));
        _listener.Listen();

        Assert.Equal(0, await socket.ConnectExAsync(_listener.LocalEndPoint!));
        Task<int> receiving = socket.RecvAsync(_buffer).AsTask();
        Assert.False(receiving.IsCompleted);
        using Socket server = await _listener.AcceptAsync();
        server.Send("hello"u8);

        Assert.Equal(5, await receiving);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task What_follows_an_urgent_byte_is_received()
    {
        (Socket client, PolledSocket server) = await PairAsync();
        client.NoDelay = true;
        client.Send("abc"u8);
        client.Send("!"u8, SocketFlags.OutOfBand);
        client.Send("def"u8);

        string received = "";
        while (!received.EndsWith("def", StringComparison.Ordinal))
        {
            int bytes = await server.ReceiveAsync(_buffer, CancellationToken.None);
            received += System.Text.Encoding.ASCII.GetString(_buffer, 0, bytes);
        }

        Assert.StartsWith("abc", received, StringComparison.Ordinal);
        client.Dispose();
    }

    public void Dispose() => _listener.Dispose();

    private static Socket Open() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private async Task<(Socket Client, PolledSocket Server)> PairAsync()
    {
        _listener.Listen();
        Socket client = Open();
        await client.ConnectAsync(_listener.LocalEndPoint!);
        return (client, new PolledSocket(await _listener.AcceptAsync(), _loops));
    }
}
