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
    private readonly TcpListener _listener = new(IPAddress.IPv6Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string> _answer;
    private readonly TlsIdentity? _identity;
    private readonly bool _staysOpen;
    private readonly string _endOfHead;
    private readonly Task _run;

    public RawHttpServer(Func<string, string> answer, TlsIdentity? identity = null, bool staysOpen = false, string endOfHead = "\r\n\r\n")
    {
        (_answer, _identity, _staysOpen, _endOfHead) = (answer, identity, staysOpen, endOfHead);
        _listener.Start();
        _run = AcceptAsync();
    }

    /// <summary>The heads of the requests so far.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public string Url(string name, string host = "[::1]") => string.Create(
        CultureInfo.InvariantCulture,
        $"{(_identity is null ? "http" : "https")}://{host}:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            Stream stream = client.GetStream();
            if (_identity is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificateContext = _identity.Context }, _stop.Token);
                stream = tls;
            }

            string head = await ReadHeadAsync(stream);
            Heads.Enqueue(head);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(_answer(head)), _stop.Token);
            if (_staysOpen)
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // the client is gone, or the test is over
        }
    }

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        byte[] piece = new byte[1];
        while (!head.ToString().EndsWith(_endOfHead, StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(piece, _stop.Token) == 0)
                throw new EndOfStreamException();
            head.Append((char)piece[0]);
        }

        return head.ToString();
    }
}
