using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>Somebody else, at 127.0.0.9, who wants little of each service, as if nothing happened.</summary>
internal sealed class Bystander(SharingServer server)
{
    private static readonly (string Service, string Said, string Until)[] Questions =
    [
        ("http", "GET /small HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "\r\n\r\nremember"),
        ("files", "STAT small\nBYE\n", "IS 8 "),
        ("ftp", "USER ftp\r\nPASS x\r\nTYPE I\r\nSIZE small\r\nQUIT\r\n", "\n213 8\r\n221 Goodbye.\r\n"),
    ];

    /// <summary>The longest that each service took for an answer, in words.</summary>
    public string Slowest => string.Join(", ", _slowest.Select(one => $"{one.Key} {one.Value.TotalSeconds:0.00} s"));

    private readonly Dictionary<string, TimeSpan> _slowest = [];

    /// <summary>Asks each service, on a connection of its own. Fails if one does not answer.</summary>
    public async Task AskAsync()
    {
        foreach ((string service, string said, string until) in Questions)
        {
            long start = Stopwatch.GetTimestamp();
            string answer = await AskAsync(server.AddressOf(service), said);
            Assert.Contains(until, answer, StringComparison.Ordinal);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            _slowest[service] = took > _slowest.GetValueOrDefault(service) ? took : _slowest[service];
        }
    }

    // To the end of the stream, so that afterwards the server has nothing of it either.
    private static async Task<string> AskAsync(IPEndPoint address, string said)
    {
        using var limit = new CancellationTokenSource(SafetyNet.Time);
        using var client = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
        await client.ConnectAsync(address, limit.Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(said), limit.Token);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(limit.Token);
    }
}
