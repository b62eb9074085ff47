using System.Net.Sockets;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>What only UNIX sockets have: peers that choose their own names, or have none, and files.</summary>
public sealed class UnixSocketTests : IDisposable
{
    private readonly SocketTransport _sockets = new(TimeProvider.System);
    private readonly TempDirectory _directory = new();

    private Endpoint Path => Endpoint.Unix(_directory["s"]);

    private Endpoint DatagramPath => Endpoint.Parse("unixgram:" + Path.Host);

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("PATH-that-is-longer"), InlineData("\0abstract-NAME"), InlineData("")]
    public async Task Peer_is_accepted_whatever_its_name_is(string name)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        UnixDomainSocketEndPoint? address = AddressOf(name);
        if (address is not null)
            client.Bind(address);

        await client.ConnectAsync(new UnixDomainSocketEndPoint(Path.Host));
        client.Shutdown(SocketShutdown.Send);
        await using StreamConnection? server = await listener.AcceptAsync(CancellationToken.None);

        Assert.Equal(address?.ToString() ?? "", server!.RemoteEndPoint!.ToString());
        Assert.Equal("", await server.ReadTextToEndAsync());
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(true), InlineData(false)]
    public async Task Peer_with_the_longest_name_there_is_is_accepted(bool hasOwnLoop)
    {
        var sockets = new SocketTransport(TimeProvider.System)
        {
            Engine = hasOwnLoop ? SocketEngines.EventLoop : SocketEngines.Runtime,
        };
        await using IStreamListener listener = await sockets.ListenAsync(Path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string name = _directory.Path + "/" + new string('x', Endpoint.MaxUnixPathBytes - _directory.Path.Length - 1);
        client.Bind(new UnixDomainSocketEndPoint(name));

        await client.ConnectAsync(new UnixDomainSocketEndPoint(Path.Host));
        client.Shutdown(SocketShutdown.Send);
        await using StreamConnection? server = await listener.AcceptAsync(CancellationToken.None);

        Assert.Equal(name, server!.RemoteEndPoint!.ToString());
        Assert.Equal("", await server.ReadTextToEndAsync());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Listener_with_a_longer_name_than_the_one_asked_for_can_be_reached()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var address = new UnixDomainSocketEndPoint(_directory.Path + "/./././././" + "s");
        listener.Bind(address);
        listener.Listen();

        await using StreamConnection client = await _sockets.ConnectAsync(Path);

        Assert.Equal(address.ToString(), client.RemoteEndPoint!.ToString());
        client.Abort(EndReason.Cancelled); // or closing would wait for the other side
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(false), InlineData(true)]
    public async Task File_that_took_the_place_of_ours_is_not_removed(bool isDatagram)
    {
        IAsyncDisposable ours = await BindAsync(isDatagram);
        File.Move(Path.Host, _directory["moved"]);
        File.WriteAllText(Path.Host, "precious");

        await ours.DisposeAsync();

        Assert.Equal("precious", File.ReadAllText(Path.Host));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("PATH-that-is-longer"), InlineData("\0abstract-NAME"), InlineData("")]
    public async Task Datagram_is_received_whatever_the_name_of_its_sender_is(string name)
    {
        await using IDatagramSocket server = await _sockets.BindAsync(DatagramPath);
        using var client = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        UnixDomainSocketEndPoint? address = AddressOf(name);
        if (address is not null)
            client.Bind(address);
        byte[] buffer = new byte[8];

        await client.SendToAsync("x"u8.ToArray(), new UnixDomainSocketEndPoint(Path.Host));
        ReceivedDatagram received = await server.ReceiveAsync(buffer, CancellationToken.None);

        Assert.Equal((1, address?.ToString() ?? ""), (received.Length, received.From.ToString()));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Unnamed_sender_cannot_be_answered_and_the_next_one_can()
    {
        await using IDatagramSocket server = await _sockets.BindAsync(DatagramPath);
        using var unnamed = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var address = new UnixDomainSocketEndPoint(Path.Host);
        await using IDatagramSocket named = _sockets.Open(address);
        byte[] buffer = new byte[8];

        await unnamed.SendToAsync("x"u8.ToArray(), address);
        ReceivedDatagram first = await server.ReceiveAsync(buffer, CancellationToken.None);
        await Assert.ThrowsAsync<SocketCallException>(
            () => server.SendAsync("y"u8.ToArray(), first.From, CancellationToken.None).AsTask());
        await named.SendAsync("x"u8.ToArray(), address, CancellationToken.None);
        ReceivedDatagram second = await server.ReceiveAsync(buffer, CancellationToken.None);
        await server.SendAsync("y"u8.ToArray(), second.From, CancellationToken.None);

        Assert.Equal(1, (await named.ReceiveAsync(buffer, CancellationToken.None)).Length);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(false), InlineData(true)]
    public async Task Who_tries_to_bind_the_file_of_a_live_listener_is_refused_and_takes_no_place_in_its_queue(
        bool triesDatagrams)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Bind(AddressOf("\0abstract-NAME")!);

        var error = await Assert.ThrowsAsync<SocketCallException>(() => BindAsync(triesDatagrams));
        await client.ConnectAsync(new UnixDomainSocketEndPoint(Path.Host));
        client.Shutdown(SocketShutdown.Send);
        await using StreamConnection? first = await listener.AcceptAsync(CancellationToken.None);

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketError);
        Assert.Equal(client.LocalEndPoint!.ToString(), first!.RemoteEndPoint!.ToString());
        await first.ReadToEndAsync();
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(false), InlineData(true)]
    public async Task File_of_a_live_datagram_socket_is_not_replaced(bool triesDatagrams)
    {
        await using IDatagramSocket server = await _sockets.BindAsync(DatagramPath);
        var address = new UnixDomainSocketEndPoint(Path.Host);
        await using IDatagramSocket client = _sockets.Open(address);
        byte[] buffer = new byte[8];

        var error = await Assert.ThrowsAsync<SocketCallException>(() => BindAsync(triesDatagrams));
        await client.SendAsync("x"u8.ToArray(), address, CancellationToken.None);

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketError);
        Assert.Equal(1, (await server.ReceiveAsync(buffer, CancellationToken.None)).Length);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<IAsyncDisposable> BindAsync(bool isDatagram) =>
        isDatagram ? await _sockets.BindAsync(DatagramPath) : await _sockets.ListenAsync(Path);

    private UnixDomainSocketEndPoint? AddressOf(string name) => name.Length == 0 ? null : new(name
        .Replace("PATH", Path.Host, StringComparison.Ordinal)
        .Replace("NAME", System.IO.Path.GetFileName(_directory.Path), StringComparison.Ordinal));
}
