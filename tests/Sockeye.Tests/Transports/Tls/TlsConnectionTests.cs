using System.IO.Pipelines;
using System.Security.Authentication;
using Microsoft.Win32.SafeHandles;
using Sockeye.Testing;
using Sockeye.Tests.Transports.Sockets;
using Sockeye.Transports;
using Sockeye.Transports.Memory;
using Sockeye.Transports.Pacing;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Tls;

namespace Sockeye.Tests.Transports.Tls;

public sealed class TlsConnectionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();
    private readonly MemoryNetwork _network;
    private readonly TlsIdentity _identity;

    public TlsConnectionTests()
    {
        _network = new MemoryNetwork(_clock);
        _identity = TlsIdentity.LoadOrCreate(_directory.Path, TimeProvider.System);
    }

    // RFC 5246 §7.4.1.2, of a client that has nothing but RC4.
    private static byte[] HelloOfAnOldCipher =>
        [22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3, .. new byte[32], 0, 0, 2, 0, 5, 1, 0];

    private Pace Unlimited => new(long.MaxValue, _clock);

    private PinnedTrust Pin => PinnedTrust.TryParse(_identity.Fingerprint)!;

    public void Dispose()
    {
        _identity.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Bytes_go_both_ways_and_each_end_is_seen()
    {
        (TlsConnection client, TlsConnection server, _) = await PairAsync();

        await client.SendAsync("ping");
        await client.CompleteOutputAsync();
        Assert.Equal("ping", await server.ReadTextToEndAsync());
        await server.SendAsync("pong");
        await server.DisposeAsync();

        Assert.Equal("pong", await client.ReadTextToEndAsync());
        Assert.Equal(SslProtocols.Tls13, client.Protocol);
        await client.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Stream_that_was_cut_is_no_end()
    {
        (TlsConnection client, TlsConnection server, StreamConnection raw) = await PairAsync();
        await server.SendAsync("half of it");
        Assert.Equal("half of it", await client.ReadTextAsync(10));

        await raw.CompleteOutputAsync(); // the end of the bytes, but not of the TLS stream

        await Assert.ThrowsAsync<TlsTruncatedException>(async () => await client.Input.ReadAsync());
        client.Abort(EndReason.PeerReset);
        server.Abort(EndReason.PeerReset);
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Aborted_stream_is_no_end()
    {
        (TlsConnection client, TlsConnection server, _) = await PairAsync();
        await server.SendAsync("half of it");
        Assert.Equal("half of it", await client.ReadTextAsync(10));

        server.Abort(EndReason.LocalFailure);

        await Assert.ThrowsAnyAsync<IOException>(async () => await client.Input.ReadAsync());
        await client.DisposeAsync();
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(true), InlineData(false)]
    public async Task Peer_that_is_gone_is_found_out_through_every_layer(bool isPaced)
    {
        await using SocketPair raw = await SocketPair.ConnectAsync(
            $"unix:{_directory.At("socket")}", SocketEngines.Default, SocketEngines.Default);
        StreamConnection carrier = isPaced ? new PacedConnection(raw.Client, Unlimited, Unlimited, _clock) : raw.Client;
        TlsConnection client = new TlsClient(Pin, _clock).Secure(carrier, "server", 1);
        Assert.Null(await Record.ExceptionAsync(() => client.Find<IPeerProbe>()!.ProbeAsync(default).AsTask()));

        raw.Server.Abort(EndReason.LocalFailure);

        await Assert.ThrowsAnyAsync<IOException>(async () => await client.Find<IPeerProbe>()!.ProbeAsync(default));
        client.Abort(EndReason.PeerReset);
        await client.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Wait_of_an_aborted_connection_fails()
    {
        (TlsConnection client, TlsConnection server, _) = await PairAsync();
        ValueTask<ReadResult> reading = client.Input.ReadAsync();

        client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAnyAsync<IOException>(async () => await reading);
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task File_goes_through_whole()
    {
        byte[] content = new byte[300_000];
        new Random(1).NextBytes(content);
        string path = _directory.AddFile("file", content);
        (TlsConnection client, TlsConnection server, _) = await PairAsync();
        using SafeFileHandle file = File.OpenHandle(path);

        Task sending = SendAndEndAsync();

        Assert.Equal(content, await client.ReadToEndAsync());
        await sending;
        await client.DisposeAsync();

        async Task SendAndEndAsync()
        {
            await server.SendFileAsync(file, 0, content.Length, default);
            await server.DisposeAsync();
        }
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Later_connection_to_the_same_server_resumes_the_session()
    {
        string host = $"host-{Guid.NewGuid():N}"; // sessions are kept by name, for the whole process
        var resumed = new List<(bool Client, bool Server)>();
        for (int round = 0; round < 2; round++)
        {
            (TlsConnection client, TlsConnection server, _) = await PairAsync(host);
            await server.SendAsync("x");
            await client.ReadTextAsync(1); // with TLS 1.3 the ticket comes after the handshake
            resumed.Add((client.IsResumed, server.IsResumed));
            await client.CompleteOutputAsync();
            await server.DisposeAsync();
            await client.DisposeAsync();
        }

        Assert.Equal([(false, false), (true, true)], resumed);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("127.0.0.1", true, true), InlineData("127.0.0.1", false, false), InlineData("192.0.2.77", true, true)]
    public async Task Server_named_by_its_address_is_resumed_where_that_is_wanted(string address, bool wants, bool resumes)
    {
        bool isResumed = false;
        for (int round = 0; round < 2; round++)
        {
            (TlsConnection client, TlsConnection server, _) = await PairAsync(address, resumesByAddress: wants);
            await server.SendAsync("x");
            await client.ReadTextAsync(1);
            isResumed = client.IsResumed;
            await client.CompleteOutputAsync();
            await server.DisposeAsync();
            await client.DisposeAsync();
        }

        Assert.Equal(resumes, isResumed);
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData("127.0.0.1", false), InlineData("192.0.2.77", true)] // the certificate is for loopback
    public async Task Certificate_must_be_for_the_address_whatever_name_is_sent(string address, bool isMismatch)
    {
        var refused = await Assert.ThrowsAsync<CertificateRefusedException>(
            () => PairAsync(address, new SystemTrust(), resumesByAddress: true));

        Assert.Equal(isMismatch, refused.Message.Contains($"it is not for {address}", StringComparison.Ordinal));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Another_certificate_than_the_pinned_one_is_refused_before_anything_is_sent()
    {
        PinnedTrust other = PinnedTrust.TryParse(new string('0', 64))!;

        var refused = await Assert.ThrowsAsync<CertificateRefusedException>(() => PairAsync(trust: other));

        Assert.Equal(_identity.Fingerprint, refused.Peer.Fingerprint);
        Assert.Contains(_identity.Fingerprint, refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Certificate_that_nobody_vouches_for_is_refused_by_default()
    {
        var refused = await Assert.ThrowsAsync<CertificateRefusedException>(() => PairAsync(trust: new SystemTrust()));

        Assert.Contains("root is not trusted", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Peer_that_speaks_no_TLS_fails_the_handshake()
    {
        (StreamConnection client, StreamConnection raw) = await RawPairAsync("server");
        TlsConnection server = Server().Secure(raw);
        await client.SendAsync("GET / HTTP/1.1\r\n\r\n");

        var failed = await Assert.ThrowsAsync<TlsHandshakeException>(async () => await server.HandshakeAsync());
        Assert.Equal("the TLS handshake failed: what the peer sent is not TLS", failed.Message);
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(true), InlineData(false)]
    public async Task Peer_that_is_refused_reads_the_alert_to_its_end(bool speaksFirst) // RFC 8446 §6: closed, not reset
    {
        (StreamConnection client, StreamConnection raw) = await RawPairAsync("server");
        TlsConnection server = Server().Secure(raw);
        await client.Output.WriteAsync(HelloOfAnOldCipher);

        await Assert.ThrowsAsync<TlsHandshakeException>(async () =>
        {
            if (speaksFirst)
                await server.SendAsync("220 hello");
            else
                await server.Input.ReadAsync();
        });
        Task ending = server.DisposeAsync().AsTask();

        Assert.Equal("\u0015\u0003\u0003\0\u0002\u0002(", await client.ReadTextToEndAsync()); // handshake_failure, 40
        Assert.Equal(EndReason.PeerBrokeProtocol, server.EndReason);
        await client.DisposeAsync();
        await ending;
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(""), InlineData("\u0016\u0003\u0001")]
    public async Task Peer_that_leaves_before_the_handshake_is_told(string said)
    {
        (StreamConnection client, StreamConnection raw) = await RawPairAsync("server");
        TlsConnection server = Server().Secure(raw);
        await client.SendAsync(said);
        await client.CompleteOutputAsync();

        var failed = await Assert.ThrowsAsync<TlsHandshakeException>(async () => await server.Input.ReadAsync());

        Assert.Equal("the TLS handshake failed: the peer closed the connection before it was done", failed.Message);
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task End_of_a_stream_that_never_began_waits_for_the_handshake()
    {
        (StreamConnection client, StreamConnection raw) = await RawPairAsync("server");
        TlsConnection server = Server().Secure(raw);
        TlsConnection secured = new TlsClient(Pin, _clock).Secure(client, "server", 1);
        Task ending = server.CompleteOutputAsync().AsTask();
        Assert.False(ending.IsCompleted);

        await secured.SendAsync("data");
        await ending;

        Assert.Equal("data", await server.ReadTextAsync(4));
        Assert.Equal("", await secured.ReadTextToEndAsync());
        await secured.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Connection_that_is_ended_waits_for_no_handshake()
    {
        (StreamConnection client, StreamConnection raw) = await RawPairAsync("server");
        TlsConnection server = Server().Secure(raw);
        await client.CompleteOutputAsync();

        await server.DisposeAsync();

        Assert.Equal("", await client.ReadTextToEndAsync());
        await client.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Handshake_that_takes_too_long_fails()
    {
        (StreamConnection client, StreamConnection raw) = await RawPairAsync("server");
        TlsConnection server = Server().Secure(raw);
        Task handshake = server.HandshakeAsync().AsTask();

        _clock.Advance(TlsConnection.HandshakeTimeout);

        await Assert.ThrowsAsync<TlsHandshakeException>(() => handshake);
        client.Abort(EndReason.Cancelled);
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    private TlsServer Server() => new(_identity, _clock);

    private async Task<(StreamConnection Client, StreamConnection Server)> RawPairAsync(string host)
    {
        await using IStreamListener listener = await _network.ListenAsync(Endpoint.Tcp(host, 0));
        StreamConnection client = await _network.ConnectAsync(listener.Endpoint);
        return (client, (await listener.AcceptAsync(default))!);
    }

    private async Task<(TlsConnection Client, TlsConnection Server, StreamConnection ServersRaw)> PairAsync(
        string host = "server", ITlsTrust? trust = null, bool resumesByAddress = false)
    {
        (StreamConnection clientsRaw, StreamConnection serversRaw) = await RawPairAsync(host);
        TlsConnection server = Server().Secure(serversRaw);
        var tls = new TlsClient(trust ?? Pin, _clock) { ResumesByAddress = resumesByAddress };
        TlsConnection client = tls.Secure(clientsRaw, host, 1);
        Task serving = server.HandshakeAsync().AsTask();
        await client.HandshakeAsync();
        await serving;
        return (client, server, serversRaw);
    }
}
