using System.Buffers;
using System.Net.Sockets;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>Streams over real sockets of the loopback, on free ports.</summary>
public sealed class SocketTransportTests : IDisposable
{
    private const int ConnectionRefused = 111; // ECONNREFUSED, errno(3)
    private const int AddressInUse = 98; // EADDRINUSE

    private readonly SocketTransport _sockets = new(TimeProvider.System);
    private readonly TempDirectory _directory = new();

    public static TheoryData<string> StreamEndpoints => ["tcp://127.0.0.1:0", "tcp://[::1]:0", "tcp://*:0", "unix:PATH", "unix:@NAME"];

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(StreamEndpoints))]
    public async Task Bytes_go_both_ways_and_the_end_is_seen(string endpoint)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(At(endpoint));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = await AcceptAsync(listener);

        await client.SendAsync("ping");
        await client.CompleteOutputAsync();
        Assert.Equal("ping", await server.ReadTextToEndAsync());
        await server.SendAsync("pong"); // the client has ended its side, and still reads
        await server.CompleteOutputAsync();

        Assert.Equal("pong", await client.ReadTextToEndAsync());
        Assert.Equal((4, 4, 4, 4), (client.BytesSent, client.BytesReceived, server.BytesSent, server.BytesReceived));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(StreamEndpoints))]
    public async Task Bound_endpoint_is_the_one_that_was_asked_for_with_its_real_port(string endpoint)
    {
        Endpoint asked = At(endpoint);

        await using IStreamListener listener = await _sockets.ListenAsync(asked);

        Assert.Equal(asked, listener.Endpoint with { Port = 0 });
        Assert.Equal(asked.IsUnix, listener.Endpoint.Port == 0);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("tcp://127.0.0.1:0"), InlineData("tcp://[::1]:0")]
    public async Task Every_interface_takes_both_families(string address)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Parse("tcp://*:0"));

        await using StreamConnection client =
            await _sockets.ConnectAsync(Endpoint.Parse(address) with { Port = listener.Endpoint.Port });
        await using StreamConnection server = await AcceptAsync(listener);

        Assert.Equal(client.LocalEndPoint, PeerAddress.Plain(server.RemoteEndPoint!));
        client.Abort(EndReason.Cancelled); // or closing would wait for the other side
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task IPv6_loopback_does_not_take_IPv4()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Parse("tcp://[::1]:0"));

        var error = await Assert.ThrowsAsync<SocketCallException>(
            () => _sockets.ConnectAsync(Endpoint.Tcp(null, listener.Endpoint.Port)).AsTask());

        Assert.Equal(ConnectionRefused, error.Errno);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Refused_connection_says_whom_it_tried_and_why()
    {
        Endpoint nobody = Endpoint.Of(EndpointScheme.Tcp, Nobody.Address);

        var error = await Assert.ThrowsAsync<SocketCallException>(() => _sockets.ConnectAsync(nobody).AsTask());

        Assert.Equal($"cannot connect to {nobody}: connection refused", error.Message);
        Assert.Equal((ConnectionRefused, SocketError.ConnectionRefused), (error.Errno, error.SocketError));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Refused_name_says_which_addresses_it_tried()
    {
        var error = await Assert.ThrowsAsync<SocketCallException>(
            () => _sockets.ConnectAsync(Endpoint.Tcp("localhost", Nobody.Port)).AsTask());

        Assert.StartsWith($"cannot connect to tcp://localhost:{Nobody.Port}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Port_in_use_is_refused_in_one_sentence()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));

        var error = await Assert.ThrowsAsync<SocketCallException>(
            () => _sockets.ListenAsync(listener.Endpoint).AsTask());

        Assert.Equal(
            $"cannot listen on tcp://127.0.0.1:{listener.Endpoint.Port}: address already in use", error.Message);
        Assert.Equal(AddressInUse, error.Errno);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Address_of_another_machine_cannot_be_listened_on()
    {
        var error = await Assert.ThrowsAsync<SocketCallException>(
            () => _sockets.ListenAsync(Endpoint.Parse("tcp://192.0.2.1:0")).AsTask()); // TEST-NET-1, RFC 5737

        Assert.Equal("cannot listen on tcp://192.0.2.1:0: address not available on this machine", error.Message);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Port_can_be_bound_again_right_after_its_connections_were_closed()
    {
        Endpoint endpoint;
        await using (IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0)))
        {
            endpoint = listener.Endpoint;
            StreamConnection client = await _sockets.ConnectAsync(endpoint);
            StreamConnection server = await AcceptAsync(listener);
            await server.CompleteOutputAsync(); // the server ends first: its side goes to TIME_WAIT
            await client.ReadToEndAsync();
            await client.DisposeAsync();
            await server.ReadToEndAsync();
            await server.DisposeAsync();
        }

        await using IStreamListener again = await _sockets.ListenAsync(endpoint);

        Assert.Equal(endpoint, again.Endpoint);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("udp://127.0.0.1:0"), InlineData("unixgram:@x"), InlineData("tls://127.0.0.1:0"), InlineData("icmp://127.0.0.1")]
    public async Task Stream_needs_an_endpoint_that_has_one(string endpoint)
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => _sockets.ListenAsync(Endpoint.Parse(endpoint)).AsTask());
        await Assert.ThrowsAsync<NotSupportedException>(() => _sockets.ConnectAsync(Endpoint.Parse(endpoint)).AsTask());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Abort_gives_the_peer_a_reset()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = await AcceptAsync(listener);

        server.Abort(EndReason.IdleTooLong);

        var error = await Assert.ThrowsAsync<SocketCallException>(() => client.ReadToEndAsync());
        Assert.Equal(SocketError.ConnectionReset, error.SocketError);
        Assert.StartsWith($"cannot receive from {client.RemoteEndPoint}:", error.Message, StringComparison.Ordinal);
        Assert.Equal(EndReason.IdleTooLong, server.EndReason);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(StreamEndpoints))]
    public async Task Our_own_end_does_not_make_the_peer_look_gone(string endpoint)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(At(endpoint));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = await AcceptAsync(listener);

        await client.CompleteOutputAsync();

        Assert.Null(await Record.ExceptionAsync(() => client.Find<IPeerProbe>()!.ProbeAsync(default).AsTask()));
        await server.CompleteOutputAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Abort_ends_our_own_waits()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);
        Task<byte[]> reading = client.ReadToEndAsync();

        client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAnyAsync<IOException>(() => reading);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(StreamEndpoints))]
    public async Task Dispose_flushes_and_gives_the_peer_the_end_of_the_stream(string endpoint)
    {
        await using IStreamListener listener = await _sockets.ListenAsync(At(endpoint));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);
        StreamConnection server = await AcceptAsync(listener);
        server.Output.Write("last words"u8);

        Task disposing = server.DisposeAsync().AsTask();

        Assert.Equal("last words", await client.ReadTextToEndAsync());
        await client.DisposeAsync();
        await disposing;
        Assert.Equal(EndReason.Completed, server.EndReason);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Disposed_with_input_unread_the_peer_still_gets_the_last_words()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);
        StreamConnection server = await AcceptAsync(listener);
        await client.SendAsync("nobody reads this");
        await server.ReadTextAsync(6);
        server.Output.Write("no"u8);

        Task disposing = server.DisposeAsync().AsTask();

        Assert.Equal("no", await client.ReadTextToEndAsync());
        await client.DisposeAsync();
        await disposing;
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Disposed_listener_accepts_nobody()
    {
        IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        Task<StreamConnection?> accepting = listener.AcceptAsync(CancellationToken.None).AsTask();

        await listener.DisposeAsync();

        Assert.Null(await accepting);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Stopped_accept_is_cancelled()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(Endpoint.Tcp(null, 0));
        using var stop = new CancellationTokenSource();
        Task<StreamConnection?> accepting = listener.AcceptAsync(stop.Token).AsTask();

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Socket_file_is_removed_at_the_end()
    {
        IStreamListener listener = await _sockets.ListenAsync(At("unix:PATH"));
        Assert.True(File.Exists(_directory["socket"]));

        await listener.DisposeAsync();

        Assert.False(File.Exists(_directory["socket"]));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Stale_socket_file_is_replaced()
    {
        await LeaveSocketFileAsync(SocketType.Stream);

        await using IStreamListener listener = await _sockets.ListenAsync(At("unix:PATH"));
        await using StreamConnection client = await _sockets.ConnectAsync(listener.Endpoint);

        Assert.Equal(EndReason.None, client.EndReason);
        client.Abort(EndReason.Cancelled); // or closing would wait for the other side
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Stale_socket_file_of_another_user_is_left_alone()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        await LeaveSocketFileAsync(SocketType.Stream);
        Command.Run("chown", "12345", _directory["socket"]);

        await Assert.ThrowsAsync<SocketCallException>(() => _sockets.ListenAsync(At("unix:PATH")).AsTask());

        Assert.True(File.Exists(_directory["socket"]));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Live_socket_file_is_not_replaced()
    {
        await using IStreamListener listener = await _sockets.ListenAsync(At("unix:PATH"));

        var error = await Assert.ThrowsAsync<SocketCallException>(() => _sockets.ListenAsync(At("unix:PATH")).AsTask());

        Assert.Equal($"cannot listen on unix:{_directory["socket"]}: address already in use", error.Message);
        Assert.True(File.Exists(_directory["socket"]));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Plain_file_is_left_alone()
    {
        File.WriteAllText(_directory["socket"], "precious");

        await Assert.ThrowsAsync<SocketCallException>(() => _sockets.ListenAsync(At("unix:PATH")).AsTask());

        Assert.Equal("precious", File.ReadAllText(_directory["socket"]));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Socket_file_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<SocketCallException>(
            () => _sockets.ConnectAsync(At("unix:PATH")).AsTask());

        Assert.Equal($"cannot connect to unix:{_directory["socket"]}: no such file or directory", error.Message);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<StreamConnection> AcceptAsync(IStreamListener listener) =>
        await listener.AcceptAsync(CancellationToken.None) ?? throw new InvalidOperationException(
            "the listener has ended");

    private Endpoint At(string endpoint) => Endpoint.Parse(endpoint
        .Replace("PATH", _directory["socket"], StringComparison.Ordinal)
        .Replace("NAME", Path.GetFileName(_directory.Path), StringComparison.Ordinal));

    // As a server that was killed leaves it: .NET removes the file only when the bound socket is disposed by its owner.
    private async Task LeaveSocketFileAsync(SocketType type)
    {
        using (var killed = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(_directory["bound"]));
            File.Move(_directory["bound"], _directory["socket"]);
        }

        await DeadSocket.UntilNobodyHasItAsync(_directory["socket"]);
    }
}
