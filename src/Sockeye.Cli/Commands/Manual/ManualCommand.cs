using System.CommandLine;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Help;

namespace Sockeye.Cli.Commands.Manual;

/// <summary><c>sockeye manual DIR</c>: the pages of <c>--help</c> for man(1), for whoever packs the program.</summary>
internal static class ManualCommand
{
    /// <param name="pages">The pages of all commands.</param>
    public static CommandDefinition DefinitionWith(Func<ICommandHost, IEnumerable<HelpPage>> pages) => new(
        "manual", "Write the manual pages, for man(1), into a directory.",
        (command, host) => AddTo(command, host, pages))
    {
        Group = CommandGroup.Help,
        HasTrace = false,
        Examples = ["sockeye manual ~/.local/share/man/man1 && man sockeye-get"],
    };

    private static void AddTo(Command command, ICommandHost host, Func<ICommandHost, IEnumerable<HelpPage>> pages)
    {
        var directory = new Argument<string>("dir") { Description = "Where to; it is made if it is missing." };
        command.Arguments.Add(directory);
        command.Bind(host, (parsed, context) =>
        {
            string into = parsed.GetRequiredValue(directory);
            context.Console.Attempt = $"write the manual into {into}";
            Directory.CreateDirectory(into);
            foreach (HelpPage page in pages(host))
                File.WriteAllText(Path.Combine(into, ManualPage.NameOf(page) + ".1"), ManualPage.Of(page));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
