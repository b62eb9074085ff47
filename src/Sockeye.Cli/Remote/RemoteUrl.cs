using System.Globalization;
using Sockeye.Transports;

namespace Sockeye.Cli.Remote;

/// <summary>
/// A file on a server: <c>tcp://host:port/name</c> and <c>unix:/socket:/name</c> (SFP), <c>tftp://host:port/name</c>.
/// </summary>
/// <param name="Protocol">Which protocol fetches it.</param>
/// <param name="Endpoint">The server.</param>
/// <param name="Name">The file's name on the server, without the first slash; empty for the root.</param>
internal sealed record RemoteUrl(RemoteProtocol Protocol, Endpoint Endpoint, string Name)
{
    /// <summary>The port of <c>tftp://</c> URLs that name none (RFC 3617, RFC 1350).</summary>
    private const int StandardTftpPort = 69;

    /// <summary>Reads the text form; percent escapes in the name are decoded (RFC 3986 §2.1).</summary>
    /// <returns>null, with an error that shows a right form.</returns>
    public static RemoteUrl? Parse(string text, out string? error)
    {
        (string scheme, string rest) = Split(text, ":");
        switch (scheme)
        {
            case "tcp":
                return ParseHost(text, RemoteProtocol.Sfp, "tcp", Ports.FilesConcurrent, rest, out error);
            case "tftp":
                return ParseHost(text, RemoteProtocol.Tftp, "udp", StandardTftpPort, rest, out error);
            case "unix":
                return ParseUnix(rest, out error);
            default:
                error = $"'{text}' is not a URL of a file; "
                    + "write tcp://host:57/name, unix:/socket:/name or tftp://host:59/name";
                return null;
        }
    }

    /// <summary>The last part of the name: what a file is called when it is stored here.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The text form; of the name only the percent sign is escaped, so that it stays readable.</summary>
    public override string ToString()
    {
        string name = Name.Replace("%", "%25", StringComparison.Ordinal);
        return Protocol switch
        {
            RemoteProtocol.Tftp => $"tftp{Endpoint.ToString()["udp".Length..]}/{name}",
            _ when Endpoint.IsUnix => $"{Endpoint}:/{name}",
            _ => $"{Endpoint}/{name}",
        };
    }

    private static RemoteUrl? ParseHost(
        string text, RemoteProtocol protocol, string transport, int defaultPort, string rest, out string? error)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            error = $"'//' is missing in '{text}'";
            return null;
        }

        (string authority, string path) = Split(rest[2..], "/");
        bool hasPort = authority.LastIndexOf(':') > authority.LastIndexOf(']');
        string address = hasPort ? authority : string.Create(
            CultureInfo.InvariantCulture, $"{authority}:{defaultPort}");
        return Endpoint.TryParse($"{transport}://{address}", out Endpoint? endpoint, out error)
            ? new RemoteUrl(protocol, endpoint, Uri.UnescapeDataString(path))
            : null;
    }

    private static RemoteUrl? ParseUnix(string rest, out string? error)
    {
        (string socket, string path) = Split(rest, ":");
        return Endpoint.TryParse($"unix:{socket}", out Endpoint? endpoint, out error)
            ? new RemoteUrl(RemoteProtocol.Sfp, endpoint, Uri.UnescapeDataString(path.TrimStart('/')))
            : null;
    }

    private static (string Before, string After) Split(string text, string separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + separator.Length)..]);
    }
}
