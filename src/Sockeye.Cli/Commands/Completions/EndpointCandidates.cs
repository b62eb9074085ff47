using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace Sockeye.Cli.Commands.Completions;

/// <summary>Endpoints that an endpoint which is being typed may become: what listens on this machine.</summary>
internal static class EndpointCandidates
{
    private const int PathColumn = 7; // of /proc/net/unix, proc(5)

    /// <summary>The schemes, or once one is typed, the endpoints of it that are there.</summary>
    public static IEnumerable<Candidate> Of(string typed)
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        string scheme = typed.Contains(':', StringComparison.Ordinal) ? typed.Split(':')[0] : "";
        return scheme switch
        {
            "tcp" => Listeners("tcp://", network.GetActiveTcpListeners()),
            "tls" => Listeners("tls://", network.GetActiveTcpListeners()),
            "udp" => Listeners("udp://", network.GetActiveUdpListeners()),
            "unix" => UnixSockets().Select(static path => new Candidate("unix:" + path)),
            _ => Schemes,
        };
    }

    private static Candidate[] Schemes { get; } =
    [
        new("tcp://", "a TCP stream"), new("udp://", "datagrams"), new("tls://", "TCP inside TLS"),
        new("unix:", "a UNIX socket"), new("unixgram:", "datagrams of a UNIX socket"),
    ];

    // By the address that reaches them from here.
    private static IEnumerable<Candidate> Listeners(string scheme, IPEndPoint[] listeners) => listeners
        .Select(listener => listener.Address switch
        {
            var any when any.Equals(IPAddress.Any) || any.Equals(IPAddress.IPv6Any) => Text("127.0.0.1", listener.Port),
            var other when other.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 =>
                Text($"[{other}]", listener.Port),
            var other => Text(other.ToString(), listener.Port),
        })
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(place => new Candidate(scheme + place));

    private static string Text(string host, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    private static IEnumerable<string> UnixSockets()
    {
        const string table = "/proc/net/unix"; // anybody on this machine chose the names
        return File.Exists(table)
            ? File.ReadLines(table).Skip(1)
                .Select(static line => line.Split(' ', PathColumn + 1, StringSplitOptions.RemoveEmptyEntries))
                .Where(static columns => columns.Length > PathColumn)
                .Select(static columns => columns[PathColumn])
                .Distinct()
            : [];
    }
}
