using System.Globalization;
using Sockeye.Files.Access;
using Sockeye.Transports;

namespace Sockeye.Files.Remotes;

/// <summary>
/// A file on a server: <c>scheme://[user@]host[:port]/name</c>, or <c>unix:/socket:/name</c>. See
/// <see cref="Schemes"/> for the schemes. It holds no password, so that it can be printed.
/// </summary>
public sealed record RemoteUrl
{
    private RemoteUrl(RemoteScheme scheme, Endpoint endpoint, string name) =>
        (Scheme, Endpoint, Name) = (scheme, endpoint, name);

    /// <summary>What a URL may begin with, as a list for people.</summary>
    public static string Schemes => RemoteScheme.Names;

    /// <summary>The server.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>Whether it is of HTTP, inside TLS or not.</summary>
    public bool IsHttp => Scheme.Protocol == RemoteProtocol.Http;

    /// <summary>The file's name on the server, without the first slash; empty for the root.</summary>
    public string Name { get; private init; }

    /// <summary>Which protocol over which transport.</summary>
    internal RemoteScheme Scheme { get; }

    /// <summary>
    /// Whether the last part of its name was written with a <c>*</c> or <c>?</c>, not escaped; not of HTTP.
    /// </summary>
    public bool IsPattern { get; private init; }

    /// <summary>Who logs in; null when the URL does not say.</summary>
    public string? User { get; private init; }

    /// <summary>HTTP: what follows the question mark, as it was written; empty otherwise.</summary>
    public string Query { get; private init; } = "";

    /// <summary>The server's root. A query belongs to its file alone, which is then a server by itself.</summary>
    public RemoteUrl Server => Query.Length > 0 ? this : With("");

    /// <summary>The last part of the name: what a file is called when it is stored here.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The server's host as HTTP names it: an address in brackets, without a zone (RFC 6874 §4).</summary>
    internal string HttpHost
    {
        get
        {
            string host = ScopedAddress.WithoutZone(Endpoint.Host);
            return host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        }
    }

    /// <summary>Reads the text form; percent escapes in the name are decoded (RFC 3986 §2.1).</summary>
    /// <returns>null, with an error that shows a right form; one for a URL that holds a password.</returns>
    public static RemoteUrl? Parse(string text, out string? error)
    {
        RemoteUrl? url = Parse(text, out string? password, out error);
        if (url is null || password is null)
            return url;

        error = "a password on a command line can be read by others; give it by --password-file, "
            + "SOCKEYE_PASSWORD, .netrc, or when it is asked for";
        return null;
    }

    /// <summary>The same for a URL that only this program sees: <c>scheme://user:password@host/name</c>.</summary>
    internal static RemoteUrl? Parse(string text, out string? password, out string? error)
    {
        password = null;
        (string name, string rest) = Split(text, ":");
        if (RemoteScheme.Find(name) is { } scheme)
            return scheme.Transport == "unix"
                ? ParseUnix(scheme, rest, out error)
                : ParseHost(text, scheme, rest, out password, out error);

        error = $"'{WithoutLogin(text)}' is not a URL of a file; write tcp://host:57/name, unix:/socket:/name or "
            + $"another of {RemoteScheme.Names}";
        return null;
    }

    /// <summary>Whether a text is meant to be a URL, and not the path of a file here.</summary>
    public static bool IsMeant(string text) => RemoteScheme.Find(Split(text, ":").Before) is not null;

    /// <summary>Another file of the same server.</summary>
    public RemoteUrl With(string name) => this with { Name = name, Query = "", IsPattern = false };

    /// <summary>
    /// The text form; of the name only what would be read otherwise is escaped, so that it stays readable: the percent
    /// sign, of HTTP the marks of a query and of a fragment, what would make a pattern of it, and behind a UNIX socket
    /// a slash that it begins with.
    /// </summary>
    public override string ToString()
    {
        string name = Name.Replace("%", "%25", StringComparison.Ordinal);
        if (Scheme.Protocol == RemoteProtocol.Http)
            name = name.Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
        else if (!IsPattern)
            name = WithoutPattern(name);
        if (Endpoint.IsUnix && name.StartsWith('/'))
            name = "%2F" + name[1..];
        string query = Query.Length == 0 ? "" : "?" + Query;
        string user = User is null ? "" : User + "@";
        return Endpoint.IsUnix
            ? $"{Endpoint}:/{name}"
            : $"{Scheme.Name}://{user}{Endpoint.ToString()[(Scheme.Transport.Length + 3)..]}/{name}{query}";
    }

    private static RemoteUrl? ParseHost(
        string text, RemoteScheme scheme, string rest, out string? password, out string? error)
    {
        password = null;
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            error = $"'//' is missing in '{WithoutLogin(text)}'";
            return null;
        }

        bool isHttp = scheme.Protocol == RemoteProtocol.Http;
        (string authority, string path) = Split(isHttp ? WithPath(rest[2..]) : rest[2..], "/");
        int at = authority.LastIndexOf('@');
        (string name, string secret) = Split(authority[..Math.Max(at, 0)], ":");
        string? user = at < 0 ? null : Uri.UnescapeDataString(name);
        password = at < 0 || name.Length == at ? null : Uri.UnescapeDataString(secret);
        if (!IsUser(user, out error))
            return null;

        authority = authority[(at + 1)..];
        bool hasPort = authority.LastIndexOf(':') > authority.LastIndexOf(']');
        string address = hasPort ? authority : string.Create(
            CultureInfo.InvariantCulture, $"{authority}:{scheme.DefaultPort}");
        if (!Endpoint.TryParse($"{scheme.Transport}://{address}", out Endpoint? endpoint, out error))
        {
            // Then what was taken for the server may be the beginning of a password.
            if (path.Contains('@', StringComparison.Ordinal))
                error = $"'{WithoutLogin(text)}' names no server; in a user's name or password / is written as %2F";
            return null;
        }

        (string file, string query) = isHttp ? Split(path, "?") : (path, "");
        string decoded = Uri.UnescapeDataString(file);
        return IsName(decoded, out error)
            ? new RemoteUrl(scheme, endpoint, decoded)
            {
                User = user,
                Query = query,
                IsPattern = HasPattern(scheme, file),
            }
            : null;
    }

    // Without the fragment, which is the reader's (RFC 9110 §4.2.5), and with the slash that a query needs before it.
    private static string WithPath(string url)
    {
        string asked = Split(url, "#").Before;
        int end = asked.IndexOfAny(['/', '?']);
        return end >= 0 && asked[end] == '?' ? asked.Insert(end, "/") : asked;
    }

    private static string WithoutPattern(string name)
    {
        int last = name.LastIndexOf('/') + 1;
        string escaped = name[last..].Replace("*", "%2A", StringComparison.Ordinal);
        return name[..last] + escaped.Replace("?", "%3F", StringComparison.Ordinal);
    }

    private static bool HasPattern(RemoteScheme scheme, string path)
    {
        string written = path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase); // an escaped slash parts as well
        return scheme.Protocol != RemoteProtocol.Http
            && written.AsSpan(written.LastIndexOf('/') + 1).IndexOfAny('*', '?') >= 0;
    }

    // Of whatever protocol: dots would lead elsewhere than is written, and a line ending begins another command.
    private static bool IsName(string name, out string? error)
    {
        error = name.Any(char.IsControl) ? "control characters cannot stand in the name of a file on a server"
            : name.Split('/').Any(part => part is "." or "..")
                ? "'.' and '..' cannot stand in the name of a file on a server; write where they lead"
            : null;
        return error is null;
    }

    private static bool IsUser(string? user, out string? error)
    {
        error = user is null || Account.IsName(user)
            ? null
            : "before the '@' stands no user's name, and no host name has one";
        return error is null;
    }

    private static RemoteUrl? ParseUnix(RemoteScheme scheme, string rest, out string? error)
    {
        (string socket, string path) = Split(rest, ":");
        string name = Uri.UnescapeDataString(path.TrimStart('/'));
        return Endpoint.TryParse($"unix:{socket}", out Endpoint? endpoint, out error) && IsName(name, out error)
            ? new RemoteUrl(scheme, endpoint, name) { IsPattern = HasPattern(scheme, path) }
            : null;
    }

    // What is told of a URL that cannot be read: whatever may be a password is left out.
    private static string WithoutLogin(string text)
    {
        int at = text.LastIndexOf('@');
        return at < 0 ? text : $"{Split(text, ":").Before}:…{text[at..]}";
    }

    private static (string Before, string After) Split(string text, string separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + separator.Length)..]);
    }
}
