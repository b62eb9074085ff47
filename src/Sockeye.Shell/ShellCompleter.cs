using Sockeye.Shell.Calls;
using Sockeye.Shell.Language;
using Sockeye.Shell.Options;
using Sockeye.Shell.Values;

namespace Sockeye.Shell;

/// <summary>What a half-typed word of the shell could become, by where it stands.</summary>
internal static class ShellCompleter
{
    private const string Separators = " \t(),=";

    /// <summary>Completes the word that ends at the cursor.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cursor">Where the cursor stands in it.</param>
    /// <param name="variables">The names of the variables.</param>
    /// <returns>Where in the line the word begins, and what it could become.</returns>
    public static (int Start, IReadOnlyList<string> Candidates) Complete(
        string line, int cursor, IEnumerable<string> variables)
    {
        int start = line[..cursor].LastIndexOfAny([.. Separators]) + 1;
        string typed = line[start..cursor];
        (string call, int argument) = Place(line[..start]);
        IEnumerable<string> words = (call, argument) switch
        {
            ("", _) => [.. variables, .. CallCatalog.All.Select(known => known.Name + "(")],
            ("socket", 0) => SocketNames.Families.Keys,
            ("socket", 1) => SocketNames.Types.Keys,
            ("socket", 2) => SocketNames.ProtocolNumbers.Keys,
            ("shutdown", 1) => SocketNames.Directions.Keys,
            ("setsockopt" or "getsockopt", 1) => SocketOptions.All.Select(option => option.Name),
            ("help", 0) =>
                [.. CallCatalog.All.Select(known => known.Name), .. SocketOptions.All.Select(option => option.Name)],
            ("expect", 0) => ErrnoHints.Names,
            _ => [.. variables, .. CallCatalog.All.Where(known => known.IsOfTheApi).Select(known => known.Name + "(")],
        };
        string[] candidates = [.. words
            .Where(word => word.StartsWith(typed, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        return (start, candidates);
    }

    // The call whose parentheses are open there, and how many of its arguments stand before.
    private static (string Call, int Argument) Place(string before)
    {
        List<Token> tokens;
        try
        {
            tokens = Lexer.Tokens(before);
        }
        catch (ShellException) // inside a string
        {
            return ("\"", 0);
        }

        int depth = 0, arguments = 0;
        for (int i = tokens.Count - 1; i >= 0; i--)
        {
            depth += tokens[i].Kind switch { TokenKind.Close => 1, TokenKind.Open => -1, _ => 0 };
            if (depth < 0)
                return (i > 0 ? tokens[i - 1].Text : "", arguments);
            if (depth == 0 && tokens[i].Kind == TokenKind.Comma)
                arguments++;
        }

        return ("", 0);
    }
}
