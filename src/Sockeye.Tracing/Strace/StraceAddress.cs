using System.Text.RegularExpressions;
using Sockeye.Protocols.Text;

namespace Sockeye.Tracing.Strace;

/// <summary>Addresses as strace writes them, as people write them.</summary>
internal static partial class StraceAddress
{
    /// <summary>From <c>{sa_family=AF_INET, sin_port=htons(80), …}</c> to <c>127.0.0.1:80</c>.</summary>
    /// <returns>null when there is no address, or none with a name.</returns>
    public static string? Parse(string? text)
    {
        if (text is null || !text.StartsWith('{'))
            return null;

        string port = Port().Match(text).Groups["port"].Value;
        return StraceSyntax.Field(text, "sa_family") switch
        {
            "AF_INET" => Inet().Match(text) is { Success: true } v4 ? $"{v4.Groups["address"].Value}:{port}" : null,
            "AF_INET6" => Inet6().Match(text) is { Success: true } v6
                ? Plain($"[{v6.Groups["address"].Value}]:{port}")
                : null,
            "AF_UNIX" => Path(StraceSyntax.Field(text, "sun_path")),
            _ => null,
        };
    }

    /// <summary>From <c>"/run/x"</c> or <c>@"x"</c> to <c>/run/x</c> or <c>@x</c>; null when it has no name.</summary>
    public static string? Path(string? text)
    {
        if (text is null)
            return null;

        string at = text.StartsWith('@') ? "@" : "";
        string path = PrintableText.Escape(StraceSyntax.Bytes(text[at.Length..]));
        return at.Length + path.Length == 0 ? null : at + path;
    }

    /// <summary>
    /// An IPv4 peer of a dual-stack socket, <c>[::ffff:a.b.c.d]:port</c> (RFC 4291 §2.5.5.2), as <c>a.b.c.d:port</c>.
    /// </summary>
    public static string Plain(string address) => Mapped().Replace(address, "${address}");

    [GeneratedRegex(@"^\[::ffff:(?<address>[0-9.]+)\]")]
    private static partial Regex Mapped();

    [GeneratedRegex(@"sin6?_port=htons\((?<port>\d+)\)")]
    private static partial Regex Port();

    [GeneratedRegex(@"sin_addr=inet_addr\(""(?<address>[0-9.]+)""\)")]
    private static partial Regex Inet();

    [GeneratedRegex(@"inet_pton\(AF_INET6, ""(?<address>[0-9a-fA-F:.]+)""")]
    private static partial Regex Inet6();
}
