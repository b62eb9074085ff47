using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>Datagrams over real sockets of the loopback, on free ports.</summary>
public sealed class DatagramSocketTests : IDisposable
{
    private readonly SocketTransport _sockets = new(TimeProvider.System);
    private readonly TempDirectory _directory = new();
    private readonly byte[] _buffer = new byte[Datagram.MaxBytes];

    public static TheoryData<string> Endpoints =>
        ["udp://127.0.0.1:0", "udp://[::1]:0", "udp://*:0", "unixgram:PATH", "unixgram:@NAME"];

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Endpoints))]
    public async Task Datagram_arrives_whole_and_its_sender_can_be_answered(string endpoint)
    {
        await using IDatagramSocket server = await _sockets.BindAsync(At(endpoint));
        EndPoint address = (await _sockets.ResolveAsync(server.Endpoint))[0];
        await using IDatagramSocket client = _sockets.Open(address);

        await client.SendAsync("ping"u8.ToArray(), address, CancellationToken.None);
        ReceivedDatagram request = await server.ReceiveAsync(_buffer, CancellationToken.None);
        Assert.Equal("ping", Encoding.ASCII.GetString(_buffer, 0, request.Length));
        await server.SendAsync("pong"u8.ToArray(), request.From, CancellationToken.None);
        ReceivedDatagram answer = await client.ReceiveAsync(_buffer, CancellationToken.None);

        Assert.Equal("pong", Encoding.ASCII.GetString(_buffer, 0, answer.Length));
        Assert.False(answer.WasTruncated);
        Assert.Equal(address.ToString(), answer.From.ToString());
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Endpoints))]
    public async Task Datagram_longer_than_the_buffer_is_reported_as_truncated(string endpoint)
    {
        await using IDatagramSocket server = await _sockets.BindAsync(At(endpoint));
        EndPoint address = (await _sockets.ResolveAsync(server.Endpoint))[0];
        await using IDatagramSocket client = _sockets.Open(address);

        await client.SendAsync("12345"u8.ToArray(), address, CancellationToken.None);
        await client.SendAsync("1234"u8.ToArray(), address, CancellationToken.None);
        ReceivedDatagram cut = await server.ReceiveAsync(_buffer.AsMemory(0, 4), CancellationToken.None);
        ReceivedDatagram whole = await server.ReceiveAsync(_buffer.AsMemory(0, 4), CancellationToken.None);

        Assert.Equal((4, true), (cut.Length, cut.WasTruncated));
        Assert.Equal((4, false), (whole.Length, whole.WasTruncated));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Empty_datagram_is_a_datagram()
    {
        await using IDatagramSocket server = await _sockets.BindAsync(Endpoint.Udp(null, 0));
        EndPoint address = (await _sockets.ResolveAsync(server.Endpoint))[0];
        await using IDatagramSocket client = _sockets.Open(address);

        await client.SendAsync(ReadOnlyMemory<byte>.Empty, address, CancellationToken.None);

        Assert.Equal(0, (await server.ReceiveAsync(_buffer, CancellationToken.None)).Length);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Two_senders_are_told_apart()
    {
        await using IDatagramSocket server = await _sockets.BindAsync(Endpoint.Udp(null, 0));
        EndPoint address = (await _sockets.ResolveAsync(server.Endpoint))[0];
        await using IDatagramSocket first = _sockets.Open(address);
        await using IDatagramSocket second = _sockets.Open(address);
        var senders = new List<int>();

        foreach (IDatagramSocket client in new[] { first, second, first })
        {
            await client.SendAsync("x"u8.ToArray(), address, CancellationToken.None);
            ReceivedDatagram received = await server.ReceiveAsync(_buffer, CancellationToken.None);
            senders.Add(Assert.IsType<IPEndPoint>(received.From).Port);
        }

        Assert.Equal([first.Endpoint.Port, second.Endpoint.Port, first.Endpoint.Port], senders);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("127.0.0.1"), InlineData("::1")]
    public async Task Nobody_listening_fails_the_wait_for_an_answer(string address)
    {
        var nobody = new IPEndPoint(IPAddress.Parse(address), Nobody.Port);
        await using IDatagramSocket client = _sockets.Open(nobody);

        await client.SendAsync("x"u8.ToArray(), nobody, CancellationToken.None);

        var error = await Assert.ThrowsAsync<SocketCallException>(
            () => client.ReceiveAsync(_buffer, CancellationToken.None).AsTask());
        Assert.Equal(SocketError.ConnectionRefused, error.SocketError);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Datagram_that_is_too_long_is_refused_before_it_leaves()
    {
        await using IDatagramSocket server = await _sockets.BindAsync(Endpoint.Udp(null, 0));
        EndPoint address = (await _sockets.ResolveAsync(server.Endpoint))[0];

        var error = await Assert.ThrowsAsync<SocketCallException>(
            // less 28 for the headers
            () => server.SendAsync(new byte[Datagram.MaxBytes], address, CancellationToken.None).AsTask());

        Assert.Equal($"cannot send to {address}: message too long", error.Message);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Disposed_socket_ends_the_wait()
    {
        IDatagramSocket server = await _sockets.BindAsync(Endpoint.Udp(null, 0));
        Task<ReceivedDatagram> receiving = server.ReceiveAsync(_buffer, CancellationToken.None).AsTask();

        await server.DisposeAsync();

        await Assert.ThrowsAsync<SocketCallException>(() => receiving);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Port_in_use_is_refused_in_one_sentence()
    {
        await using IDatagramSocket server = await _sockets.BindAsync(Endpoint.Udp(null, 0));

        var error = await Assert.ThrowsAsync<SocketCallException>(() => _sockets.BindAsync(server.Endpoint).AsTask());

        Assert.Equal($"cannot listen on {server.Endpoint}: address already in use", error.Message);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Socket_file_is_taken_over_when_stale_and_removed_at_the_end()
    {
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(_directory["bound"]));
            File.Move(_directory["bound"], _directory["socket"]); // so that nobody removes it
        }

        await DeadSocket.UntilNobodyHasItAsync(_directory["socket"]);

        await using (await _sockets.BindAsync(At("unixgram:PATH")))
            Assert.True(File.Exists(_directory["socket"]));

        Assert.False(File.Exists(_directory["socket"]));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("tcp://127.0.0.1:0"), InlineData("unix:@x"), InlineData("icmp://127.0.0.1")]
    public async Task Datagrams_need_an_endpoint_that_has_them(string endpoint) =>
        await Assert.ThrowsAsync<NotSupportedException>(() => _sockets.BindAsync(Endpoint.Parse(endpoint)).AsTask());

    public void Dispose() => _directory.Dispose();

    private Endpoint At(string endpoint) => Endpoint.Parse(endpoint
        .Replace("PATH", _directory["socket"], StringComparison.Ordinal)
        .Replace("NAME", Path.GetFileName(_directory.Path), StringComparison.Ordinal));
}
