using System.CommandLine;

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
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> words) => words.ToArray() switch
    {
        [] => ["--help"],
        [Name, ..] => [.. words.Skip(1), "--help"],
        _ => words,
    };

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
