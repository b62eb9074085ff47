using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sockeye.Cli.Commands;

/// <summary>What the parser finds wrong with a line, in our words where its own are of little use.</summary>
internal static class ParseFlaw
{
    /// <summary>The first flaw; null when there is none.</summary>
    public static string? Of(ParseResult parsed)
    {
        if (parsed.Errors is not [var first, ..])
            return null;

        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && first.SymbolResult is CommandResult && parsed.UnmatchedTokens.Count == 0)
            return NeedsCommand(command);
        if (first.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing)
            return $"{UnknownWords.NameOf(command)} needs an argument: {missing.Argument.Name.ToUpperInvariant()}";
        if (first.SymbolResult is OptionResult { Tokens.Count: 0, Option.Arity.MinimumNumberOfValues: > 0 } bare)
            return $"{bare.Option.Name} needs a value";
        if (first.SymbolResult is OptionResult many && many.Tokens.Count > many.Option.Arity.MaximumNumberOfValues)
            return $"{many.Option.Name} stands there more than once, and takes one value";
        if (first.SymbolResult is OptionResult { Option: VersionOption })
            return "--version stands alone";
        return parsed.UnmatchedTokens is [var word, ..]
            ? $"{UnknownWords.NameOf(command)} takes no further word, and '{word}' is one"
            : first.Message;
    }

    private static string NeedsCommand(Command command)
    {
        IEnumerable<string> names = command.Subcommands.Where(static inner => !inner.Hidden)
            .Select(static inner => inner.Name);
        return command is RootCommand
            ? "a command is missing"
            : $"{UnknownWords.NameOf(command)} needs a command: {string.Join(", ", names)}";
    }
}
