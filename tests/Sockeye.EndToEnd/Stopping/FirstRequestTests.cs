using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Files;
using Sockeye.EndToEnd.Http;
using Sockeye.EndToEnd.Processes;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Stopping;

/// <summary>Connections that were accepted, and have asked nothing yet when the server is told to stop.</summary>
public sealed class FirstRequestTests
{
    private const string Drain = "15s"; // a tenth is left when a server gives up who asks nothing: more than a stall takes

    private const string Request = "GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    [Fact]
    public async Task First_request_of_http_is_answered_and_is_the_last()
    {
        await using HttpSite site = await StartAsync("tcp");
        using TcpClient client = await AcceptedAsync(site.Server);

        await StopAsync(site.Server);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Request));

        string answer = await new StreamReader(client.GetStream()).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        await site.Server.Process.AssertExitAsync(0);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Handshake_of_TLS_is_finished_and_the_first_request_answered(bool hasBegun)
    {
        await using HttpSite site = await StartAsync("tls");
        using TcpClient client = await AcceptedAsync(site.Server);
        var held = new HeldStream(client.GetStream());
        await using var tls = new SslStream(held);

        if (!hasBegun)
            await StopAsync(site.Server);
        Task handshake = tls.AuthenticateAsClientAsync(Offering(SslApplicationProtocol.Http11));
        if (hasBegun) // the first flight has gone, the rest is ours to send
            await StopAsync(site.Server);
        held.LetGo();
        await handshake;
        await tls.WriteAsync(Encoding.ASCII.GetBytes(Request));

        Assert.StartsWith(
            "HTTP/1.1 200", await new StreamReader(tls).ReadToEndAsync(), StringComparison.Ordinal);
        await site.Server.Process.AssertExitAsync(0);
    }

    [Fact]
    public async Task First_request_of_http2_is_answered_and_GOAWAY_told()
    {
        await using HttpSite site = await StartAsync("tls");
        using TcpClient client = await AcceptedAsync(site.Server);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(Offering(SslApplicationProtocol.Http2));
        await tls.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await tls.WriteAsync(Frame(type: 4, flags: 0, stream: 0, [])); // SETTINGS
        await ReadFrameAsync(tls);

        await StopAsync(site.Server);
        byte[] head = [0x82, 0x87, 0x84, 0x41, 9, .. "localhost"u8]; // GET https / (RFC 7541, appendix A)
        await tls.WriteAsync(Frame(type: 1, flags: 5, stream: 1, head)); // HEADERS, ended

        var frames = new List<(int Type, int Stream)>();
        while (await ReadFrameAsync(tls) is { } frame)
            frames.Add(frame);
        Assert.Contains((1, 1), frames); // its answer
        Assert.Contains((7, 0), frames); // GOAWAY
        await site.Server.Process.AssertExitAsync(0);
    }

    [Fact]
    public async Task Who_never_asks_is_closed_in_good_order_and_nothing_was_cut_off()
    {
        await using HttpSite site = await StartAsync("tcp", "--drain-timeout", Drain);
        using TcpClient client = await AcceptedAsync(site.Server);

        site.Server.Process.Signal(Signal.Terminate);

        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1])); // an end, no reset
        client.Close();
        await site.Server.Process.AssertExitAsync(0);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public Task Who_never_ends_his_handshake_is_no_work_that_was_cut_off() => Task.WhenAll(
        from service in new[] { "http", "ftp", "files" }
        from bytesOfIt in new[] { 0, 20 }
        select StopInHandshakeAsync(service, bytesOfIt)); // at once, for each takes as long as the server waits

    private static async Task StopInHandshakeAsync(string service, int bytesOfIt)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        string[] services = [$"{service}@tls://127.0.0.1:0"];
        await using SharingServer server = await SharingServer.StartAsync(
            folder, services, "--verbose", "--drain-timeout", Drain);
        using var client = new TcpClient();
        await client.ConnectAsync(server.AddressOf(service));
        byte[] hello = [22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3, .. new byte[9]]; // a ClientHello, of which more would come
        await client.GetStream().WriteAsync(hello.AsMemory(0, bytesOfIt));
        await server.Process.ErrorAsync(": accepted from ");

        server.Process.Signal(Signal.Terminate);

        await server.Process.AssertExitAsync(0);
    }

    [Theory]
    [InlineData("files", "SUM sparse\n"), InlineData("ftp", "USER ftp\r\nPASS x\r\nHASH sparse\r\n")]
    public async Task Work_that_takes_longer_than_the_drain_time_is_cut_off_and_so_is_the_exit_code(
        string service, string said)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        using (FileStream sparse = File.Create(folder.At("root/sparse")))
            sparse.SetLength(1L << 40);
        await using SharingServer server = await SharingServer.StartAsync(
            folder, [service], "--verbose", "--drain-timeout", "1s");
        using var client = new TcpClient();
        await client.ConnectAsync(server.AddressOf(service));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(said));
        while (server.Process.ProcessorTime < TimeSpan.FromSeconds(1))
            Assert.False(await server.Process.ExitsWithinAsync(TimeSpan.FromMilliseconds(10))); // until it sums

        server.Process.Signal(Signal.Terminate);

        await server.Process.AssertExitAsync(143);
        await server.LoggedAsync(".* sum \"sparse\" .* cut-off .*");
    }

    [Fact]
    public async Task First_request_of_SFP_is_answered_and_is_the_last()
    {
        await using FileServer files = await FileServer.StartAsync("--verbose");
        files.Folder.AddFile("root/data", "data"u8.ToArray());
        using TcpClient client = await AcceptedAsync(files.Server);

        await StopAsync(files.Server);
        await client.GetStream().WriteAsync("GET data\n"u8.ToArray());

        string answer = await new StreamReader(client.GetStream()).ReadToEndAsync();
        Assert.StartsWith("OK 4", answer, StringComparison.Ordinal);
        await files.Server.Process.AssertExitAsync(0);
    }

    private static async Task<HttpSite> StartAsync(string scheme, params string[] options)
    {
        HttpSite site = await HttpSite.StartAsync(scheme + "://127.0.0.1:0", ["--verbose", .. options]);
        File.WriteAllText(site.Folder.At("root/a"), "content");
        return site;
    }

    private static async Task<TcpClient> AcceptedAsync(SockeyeServer server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address);
        int port = ((IPEndPoint)client.Client.LocalEndPoint!).Port;
        await server.Process.ErrorAsync($@"accepted from \S+:{port}\n");
        return client;
    }

    private static async Task StopAsync(SockeyeServer server)
    {
        server.Process.Signal(Signal.Terminate);
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(server.Address);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    // Whose certificate it is does not matter here, only that there is one.
    private static SslClientAuthenticationOptions Offering(SslApplicationProtocol protocol) => new()
    {
        TargetHost = "localhost",
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        ApplicationProtocols = [protocol],
    };

    private static byte[] Frame(byte type, byte flags, byte stream, byte[] payload) =>
        [0, 0, (byte)payload.Length, type, flags, 0, 0, 0, stream, .. payload]; // RFC 9113 §4.1

    private static async Task<(int Type, int Stream)?> ReadFrameAsync(Stream from)
    {
        byte[] header = new byte[9];
        int read = await from.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false);
        if (read < header.Length)
            return null;

        await from.ReadExactlyAsync(new byte[(header[0] << 16) | (header[1] << 8) | header[2]]);
        return (header[3], header[8]);
    }

    /// <summary>Sends the first that is written at once, and the rest when it is let go.</summary>
    private sealed class HeldStream(Stream inner) : Stream
    {
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _hasBegun;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void LetGo() => _go.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_hasBegun)
                await _go.Task;
            _hasBegun = true;
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
