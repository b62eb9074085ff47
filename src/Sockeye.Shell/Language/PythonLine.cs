using System.Text.RegularExpressions;

namespace Sockeye.Shell.Language;

/// <summary>A line of Python's <c>socket</c> module, as the shell writes it. Pure.</summary>
/// <remarks>
/// <code>
/// s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)    s = socket(INET, STREAM)
/// s.bind(("127.0.0.1", 5000))                              bind(s, 127.0.0.1:5000)
/// s.sendall(b"hello")                                      send(s, "hello")
/// </code>
/// </remarks>
internal static partial class PythonLine
{
    private const string NothingToImport = "s = socket(INET, STREAM)";

    private static readonly (string Theirs, string Ours)[] Names =
        [("sendall", "send"), ("recv_into", "recv"), ("socket.gethostbyname", "gethostbyname")];

    /// <summary>The line of the shell that does the same; null when this is not Python that we know.</summary>
    public static string? Translate(string line)
    {
        string text = line.Trim();
        if (Import().IsMatch(text))
            return NothingToImport;

        text = Bytes().Replace(text, "\"");
        text = Level().Replace(text, "");
        text = Constant().Replace(text, "${name}");
        text = Address().Replace(text, "${host}:${port}");
        text = Make().Replace(text, "socket(");
        text = text.Replace("socket()", "socket(INET, STREAM)", StringComparison.Ordinal);
        foreach ((string theirs, string ours) in Names)
            text = text.Replace(theirs + "(", ours + "(", StringComparison.Ordinal);
        text = Method().Replace(text, "${call}(${object}, ").Replace(", )", ")", StringComparison.Ordinal);
        return text != line.Trim() && IsRight(text) ? text : null;
    }

    private static bool IsRight(string line)
    {
        try
        {
            return ShellParser.ParseOurs(line) is not null;
        }
        catch (ShellException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(import|from)\s")]
    private static partial Regex Import();

    // The quotes of b"text" and 'text'.
    [GeneratedRegex("(\\bb)?[\"'](?=[^\"']*[\"'])|[\"']")]
    private static partial Regex Bytes();

    // An option's name tells its level: socket.SOL_SOCKET, socket.SO_REUSEADDR
    [GeneratedRegex(@"((socket\.)?(SOL|IPPROTO)_\w+\s*,\s*)?(socket\.)?(?=(SO|TCP|IP|IPV6)_)")]
    private static partial Regex Level();

    // socket.AF_INET, AF_INET
    [GeneratedRegex(@"(?<![\w.])(socket\.)?(AF|SOCK|SHUT|IPPROTO)_(?<name>\w+)")]
    private static partial Regex Constant();

    // ("127.0.0.1", 5000)
    [GeneratedRegex("\\(\\s*\"(?<host>[^\",()]*)\"\\s*,\\s*(?<port>\\d+)\\s*\\)")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<!\w)socket\.socket\(")]
    private static partial Regex Make();

    [GeneratedRegex(@"(?<![\w.])(?<object>[A-Za-z_]\w*)\.(?<call>[a-z_]+)\(")]
    private static partial Regex Method();
}
