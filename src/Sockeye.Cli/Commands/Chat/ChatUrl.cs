using System.Globalization;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>
/// A server of IRC and rooms on it: <c>irc[s]://[user@]host[:port][/#room[,#room…][?key[,key…]]]</c>.
/// </summary>
/// <param name="Server">Where it is.</param>
/// <param name="User">Who logs in; null where it does not say.</param>
/// <param name="Rooms">The rooms, each with its key or null.</param>
internal sealed record ChatUrl(Endpoint Server, string? User, IReadOnlyList<ChatUrlRoom> Rooms)
{
    private const int Port = 6667; // IANA's ircu; what servers listen on
    private const int SecuredPort = 6697; // RFC 7194

    /// <summary>Reads it.</summary>
    /// <returns>null, with an error that shows a right form.</returns>
    public static ChatUrl? Parse(string text, out string? error)
    {
        bool isSecured = text.StartsWith("ircs://", StringComparison.OrdinalIgnoreCase);
        if (!isSecured && !text.StartsWith("irc://", StringComparison.OrdinalIgnoreCase))
        {
            error = $"'{WithoutLogin(text)}' is no URL of a chat; write irc://host/#room, or ircs:// for TLS";
            return null;
        }

        string rest = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        int slash = rest.IndexOfAny(['/', '#']);
        string authority = slash < 0 ? rest : rest[..slash];
        string path = slash < 0 ? "" : rest[slash..].TrimStart('/');
        int at = authority.LastIndexOf('@');
        string? user = at < 0 ? null : Uri.UnescapeDataString(authority[..at]);
        if (at >= 0 && authority[..at].Contains(':', StringComparison.Ordinal))
        {
            error = "a password on a command line can be read by others; give it by --password-file, "
                + "SOCKEYE_PASSWORD, or when it is asked for";
            return null;
        }

        return ServerOf(authority[(at + 1)..], isSecured, out error) is { } server
            && RoomsOf(path, out error) is { } rooms
            ? new ChatUrl(server, user, rooms)
            : null;
    }

    private static Endpoint? ServerOf(string host, bool isSecured, out string? error)
    {
        bool hasPort = host.LastIndexOf(':') > host.LastIndexOf(']');
        int port = isSecured ? SecuredPort : Port;
        string address = hasPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        string endpoint = $"{(isSecured ? "tls" : "tcp")}://{address}";
        return Endpoint.TryParse(endpoint, out Endpoint? server, out error) ? server : null;
    }

    private static ChatUrlRoom[]? RoomsOf(string path, out string? error)
    {
        string[] parts = path.Split('?', 2);
        string[] names = parts[0].Split(',', StringSplitOptions.RemoveEmptyEntries);
        string[] keys = parts.Length > 1 ? parts[1].Split(',') : [];
        ChatUrlRoom[] rooms =
        [
            .. names.Select((name, i) => new ChatUrlRoom(
                ChatUrlRoom.Complete(Uri.UnescapeDataString(name)),
                i < keys.Length && keys[i].Length > 0 ? Uri.UnescapeDataString(keys[i]) : null)),
        ];
        ChatUrlRoom? wrong = Array.Find(rooms, static room => !room.IsWord);
        error = wrong is null ? null : $"'{wrong.Name}' is not a room: neither name nor key has spaces or commas";
        return wrong is null ? rooms : null;
    }

    // What may be a password is not shown.
    private static string WithoutLogin(string text)
    {
        int at = text.LastIndexOf('@');
        return at < 0 ? text : $"…{text[at..]}";
    }
}

/// <summary>A room to be in.</summary>
/// <param name="Name">With the mark before it.</param>
/// <param name="Key">Its key; null for none.</param>
internal sealed record ChatUrlRoom(string Name, string? Key)
{
    /// <summary>Whether it can stand in a command of IRC.</summary>
    public bool IsWord => IsWordOf(Name) && (Key is null || IsWordOf(Key));

    /// <summary>A room's name with the mark that most begin with, where it has none.</summary>
    public static string Complete(string name) => IsRoom(name) ? name : "#" + name;

    /// <summary>Whether a target is a room, and not a nick (RFC 2811 §2.1).</summary>
    public static bool IsRoom(string target) => target is ['#' or '&' or '+' or '!', ..];

    private static bool IsWordOf(string text) => text.Length > 0 && text[0] != ':'
        && !text.Any(static c => c is ' ' or ',' || char.IsControl(c));
}
