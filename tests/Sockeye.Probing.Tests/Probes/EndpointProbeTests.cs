using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Probing.Probes;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Probing.Tests.Probes;

public sealed class EndpointProbeTests
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(8);
    private static readonly EndPoint Free = new IPEndPoint(IPAddress.Loopback, 0);

    private readonly EndpointProbe _probe = new(WaitTimeout, TimeProvider.System);

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Listener_is_open_and_no_listener_is_refused()
    {
        using BerkeleySocket socket = Bound(SocketType.Stream);
        socket.Listen();
        ProbeOutcome open = await TryAsync("tcp", socket);
        ProbeOutcome closed = await _probe.TryAsync(
            Endpoint.Of(EndpointScheme.Tcp, Nobody.Address), Nobody.Address, default);

        Assert.Equal((ProbeState.Open, 0, null), (open.State, open.Errno, open.Reason));
        Assert.Equal((ProbeState.Failed, 111, "connection refused"), (closed.State, closed.Errno, closed.Reason));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Datagrams_that_nobody_answers_leave_it_open_or_filtered()
    {
        var impatient = new EndpointProbe(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        using BerkeleySocket socket = Bound(SocketType.Dgram);

        ProbeOutcome outcome = await impatient.TryAsync(
            Endpoint.Of(EndpointScheme.Udp, socket.LocalEndPoint!), socket.LocalEndPoint!, default);

        Assert.Equal((ProbeState.OpenOrFiltered, 0), (outcome.State, outcome.Errno));
        Assert.Equal("no answer within 0.05 s", outcome.Reason);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Datagram_port_that_answers_is_open_and_one_that_is_not_there_is_refused()
    {
        using BerkeleySocket socket = Bound(SocketType.Dgram);
        Task answering = AnswerAsync(socket);
        ProbeOutcome open = await TryAsync("udp", socket);
        await answering;
        ProbeOutcome closed = await _probe.TryAsync(
            Endpoint.Of(EndpointScheme.Udp, Nobody.Address), Nobody.Address, default);

        Assert.Equal(ProbeState.Open, open.State);
        Assert.Equal("ECONNREFUSED", ErrnoNames.Of(closed.Errno));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Certificate_that_nobody_trusts_is_shown_and_said_to_be_so()
    {
        using X509Certificate2 certificate = SelfSigned();
        using BerkeleySocket socket = Bound(SocketType.Stream);
        socket.Listen();
        Task serving = ServeTlsAsync(socket, certificate);

        ProbeOutcome outcome = await TryAsync("tls", socket);
        await serving;

        TlsReport tls = outcome.Tls!;
        Assert.Equal((ProbeState.Open, null), (outcome.State, tls.Failure));
        Assert.StartsWith("TLS 1.", tls.Protocol, StringComparison.Ordinal);
        Assert.StartsWith("TLS_", tls.Cipher, StringComparison.Ordinal);
        Assert.Equal("its root is not trusted", tls.Distrust);
        Assert.Equal(("CN=probed", "CN=probed"), (tls.Certificate!.Subject, tls.Certificate.Issuer));
        Assert.Equal(["probed.example", "127.0.0.1"], tls.Certificate.Names);
        Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256), tls.Certificate.Sha256, ignoreCase: true);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_speaks_no_tls_is_connected_to_and_fails_the_handshake()
    {
        using BerkeleySocket socket = Bound(SocketType.Stream);
        socket.Listen();
        Task serving = GreetAsync(socket);

        ProbeOutcome outcome = await TryAsync("tls", socket);
        await serving;

        Assert.Equal(ProbeState.Open, outcome.State);
        Assert.NotNull(outcome.Tls!.Failure);
        Assert.Null(outcome.Tls.Certificate);
    }

    private static BerkeleySocket Bound(SocketType type)
    {
        var socket = new BerkeleySocket(AddressFamily.InterNetwork, type);
        socket.Bind(Free);
        return socket;
    }

    private Task<ProbeOutcome> TryAsync(string scheme, BerkeleySocket socket) => _probe.TryAsync(
        Endpoint.Parse($"{scheme}://{socket.LocalEndPoint}"), socket.LocalEndPoint!, TestContext.Current.CancellationToken);

    private static async Task AnswerAsync(BerkeleySocket socket)
    {
        var from = new SocketAddress(AddressFamily.InterNetworkV6);
        await socket.RecvFromAsync(new byte[16], from);
        await socket.SendToAsync("here"u8.ToArray(), new IPEndPoint(0, 0).Create(from));
    }

    private static async Task ServeTlsAsync(BerkeleySocket listener, X509Certificate2 certificate)
    {
        var sockets = new SocketTransport(TimeProvider.System);
        await using StreamConnection connection = sockets.Adopt(await listener.AcceptAsync());
        await using var tls = new SslStream(new ConnectionStream(connection), leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
        }
        catch (IOException)
        {
            // the probe has seen enough, and is gone before the session tickets are sent
        }
    }

    private static async Task GreetAsync(BerkeleySocket listener)
    {
        using BerkeleySocket peer = await listener.AcceptAsync();
        await peer.SendAsync("220 this is mail, not TLS\r\n"u8.ToArray());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=probed", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("probed.example");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
