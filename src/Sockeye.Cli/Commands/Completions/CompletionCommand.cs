using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands.Completions;

/// <summary>
/// <c>sockeye completion SHELL</c>: what a shell needs to complete our command lines. The shell asks
/// <c>sockeye complete</c> each time, which nobody types.
/// </summary>
internal static class CompletionCommand
{
    public static CommandDefinition Definition => new(
        "completion", "Print the completion script of a shell: bash, zsh or fish.", AddTo)
    {
        Group = CommandGroup.Help,
        HasTrace = false,
        Details = "Put the line of your shell below into its start file.",
        Examples =
        [
            "eval \"$(sockeye completion bash)\"   # ~/.bashrc",
            "eval \"$(sockeye completion zsh)\"    # ~/.zshrc, after compinit",
            "sockeye completion fish | source    # config.fish",
        ],
    };

    /// <summary>What the scripts ask.</summary>
    /// <param name="commandsFor">All commands, of which those that a line names have their options.</param>
    public static CommandDefinition AskedDefinitionWith(
        Func<ICommandHost, IReadOnlyList<string>, RootCommand> commandsFor)
    {
        return new CommandDefinition(
            "complete", "Complete a line.", (command, host) => AddAskedTo(command, host, commandsFor))
        {
            Group = CommandGroup.Help,
            IsHidden = true,
            HasTrace = false,
        };
    }

    private static void AddTo(Command command, ICommandHost host)
    {
        var shell = new Argument<string>("shell")
        {
            Description = string.Join(", ", CompletionScripts.Shells) + ".",
            CompletionSources = { CompletionScripts.Shells.ToArray() },
        };
        shell.Validators.Add(static result =>
        {
            if (result.Tokens is [var word] && !CompletionScripts.Shells.Contains(word.Value))
                result.AddError($"there is no script for '{word.Value}'; write bash, zsh or fish");
        });
        command.Arguments.Add(shell);
        command.Bind(host, (parsed, context) =>
        {
            context.Console.Out.Write(CompletionScripts.For(parsed.GetRequiredValue(shell)));
            context.Console.Out.Flush();
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static void AddAskedTo(
        Command command, ICommandHost host, Func<ICommandHost, IReadOnlyList<string>, RootCommand> commandsFor)
    {
        var words = new Argument<string[]>("words") { Arity = ArgumentArity.ZeroOrMore };
        var line = new Option<string?>("--line") { Description = "The line up to the cursor, instead of its words." };
        command.Arguments.Add(words);
        command.Options.Add(line);
        command.Bind(host, async (parsed, context) =>
        {
            string[] typed = parsed.GetValue(line) is { } whole ? Split(whole) : parsed.GetValue(words) ?? [];
            foreach (Candidate candidate in await new Candidates(commandsFor(host, typed)).OfAsync(typed, context.Stop))
                context.Console.Out.WriteLine($"{candidate.Word}\t{candidate.Text}");
            context.Console.Out.Flush();
            return ExitCode.Done;
        });
    }

    // Without the program's name. After a space another word begins.
    private static string[] Split(string line)
    {
        IEnumerable<string> words = CommandLineParser.SplitCommandLine(line).Skip(1);
        return [.. words, .. line.EndsWith(' ') ? [""] : Array.Empty<string>()];
    }
}
