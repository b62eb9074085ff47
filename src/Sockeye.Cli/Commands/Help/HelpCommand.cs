using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sockeye.Cli.Commands.Help;

/// <summary>
/// <c>sockeye help [COMMAND]</c>: the same as <c>sockeye COMMAND --help</c>; no words at all ask for it too.
/// </summary>
internal static class HelpCommand
{
    private const string Name = "help";

    public static CommandDefinition Definition => new(Name, "Show what a command takes: sockeye help get.", AddTo)
    {
        Group = CommandGroup.Help,
        HasTrace = false,
    };

    /// <summary>Writes the line as the parser's own option says it.</summary>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return ["--help"];
        int at = words.TakeWhile(static word => word is ['-', ..] and not "--").Count(); // options stand before it
        return at < words.Count && words[at] == Name
            ? [.. words.Take(at), .. words.Skip(at + 1).TakeWhile(static word => word != "--"), "--help"]
            : words;
    }

    /// <summary>What is wrong with the words behind it: they name a command, and a command in that.</summary>
    /// <param name="parsed">The line that <see cref="Normalize"/> made.</param>
    /// <param name="words">As it was written.</param>
    /// <param name="hasHelpOfWords">Whether that command has help of what is named with it.</param>
    /// <returns>Null when nothing is.</returns>
    public static string? FlawOf(ParseResult parsed, IReadOnlyList<string> words, bool hasHelpOfWords)
    {
        bool isHelp = words.FirstOrDefault(static word => word is not ['-', ..]) == Name && !hasHelpOfWords;
        Token? more = parsed.Tokens.FirstOrDefault(static token => token.Type == TokenType.Argument);
        return isHelp && more is not null
            ? $"{UnknownWords.NameOf(parsed.CommandResult.Command)} has no command '{more.Value}'"
            : null;
    }

    // Never run: Normalize has made another line of it. It is here to be listed and completed.
    private static void AddTo(Command command, ICommandHost host)
    {
        var named = new Argument<string[]>("command")
        {
            Description = "Whose page to show; without one, the list of all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        command.Arguments.Add(named);
    }
}
