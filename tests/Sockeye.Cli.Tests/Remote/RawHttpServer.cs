using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Tests.Remote;

/// <summary>An HTTP server on loopback that answers each request with the bytes that the test says, and closes.</summary>
internal sealed class RawHttpServer : IAsyncDisposable
{
    private readonly Func<string, string> _answer;
    private readonly TlsIdentity? _identity;
    private readonly bool _staysOpen;
    private readonly string _endOfHead;
    private readonly LoopbackServer _server;

    public RawHttpServer(Func<string, string> answer, TlsIdentity? identity = null, bool staysOpen = false, string endOfHead = "\r\n\r\n")
    {
        (_answer, _identity, _staysOpen, _endOfHead) = (answer, identity, staysOpen, endOfHead);
        _server = new LoopbackServer(IPAddress.IPv6Loopback, ServeAsync);
    }

    /// <summary>The heads of the requests so far.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public string Url(string name, string host = "[::1]") => string.Create(
        CultureInfo.InvariantCulture,
        $"{(_identity is null ? "http" : "https")}://{host}:{_server.Port}/{name}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        Stream stream = client.GetStream();
        if (_identity is not null)
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = _identity.Context }, stop);
            stream = tls;
        }

        string head = await ReadHeadAsync(stream, stop);
        Heads.Enqueue(head);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(_answer(head)), stop);
        if (_staysOpen)
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
    }

    private async Task<string> ReadHeadAsync(Stream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        byte[] piece = new byte[1];
        while (!head.ToString().EndsWith(_endOfHead, StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(piece, stop) == 0)
                throw new EndOfStreamException();
            head.Append((char)piece[0]);
        }

        return head.ToString();
    }
}
