namespace Sockeye.Testing;

/// <summary>
/// Names that try to be more than a name: to leave the root, to end a line, a field or a request, to be markup, to turn
/// the direction of reading, to be a file of ours. The same for every protocol, for reading and for changing.
/// </summary>
public static class HostileNames
{
    /// <summary>What an injected header is called: it must not come out again.</summary>
    public const string InjectedHeader = "X-Injected";

    /// <summary>Who would have done what a forged line of the access log says.</summary>
    public const string Forged = "203.0.113.66:6666";

    /// <summary>Names with something in them that a protocol, a log or a page could take for its own.</summary>
    public static IReadOnlyList<string> Injections =>
    [
        $"a\r\n{InjectedHeader}: yes", $"a\r\n\r\nHTTP/1.1 200 OK\r\n{InjectedHeader}: yes\r\n\r\n", "a\r\nDELE kept.txt",
        "a\nDELETE kept.txt", "a\rDELETE kept.txt", $"a%0d%0a{InjectedHeader}:%20yes", "a HTTP/1.1", "a b", " a", "a ", "a\tb",
        $"a\n2026-01-01T00:00:00.000Z http {Forged} root get \"all\" 1 ok 0.1ms",
        $"a\" 1 ok 0.1ms {Forged}", "a\\\" 1 ok", $"a\u2028{Forged}", $"a\u0085{Forged}", "\"", "'", "\\",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "</a><b>", "&lt;b&gt;", "{\"a\":1}",
        "\u202egpj.exe", "\u2066a\u2069", "\u200f", "\ufeff", "e\u0301", "\ue000", "\u001b]0;title\u0007", "\u0008\u0008\u0008",
        "=cmd|' /C calc'!A0", "$(touch kept)", "; rm -rf .", "-rf", "a?b", "a#b", "a;b", "a%", "a%2", "a%zz", "%", "?json", "-/metrics",
    ];

    /// <summary>Names of our own temporary files: nobody may read or write them by name.</summary>
    public static IReadOnlyList<string> Reserved =>
    [
        ".sockeye-upload-" + new string('0', 32), "sub/.sockeye-upload-" + new string('f', 32),
        ".sockeye-upload-kept-" + new string('0', 32),
    ];

    /// <summary>All of them, with those of <see cref="TraversalCorpus"/>.</summary>
    public static IReadOnlyList<string> All =>
    [
        .. TraversalCorpus.BadNames, .. TraversalCorpus.HarmlessNames, .. TraversalCorpus.PlantedNames, .. Injections, .. Reserved,
    ];
}
