using System.CommandLine;
using Sockeye.Cli.Commands;

namespace Sockeye.Cli.Help;

/// <summary>
/// Makes the page of a command from what the parser knows of it, so that neither can say what the other does not.
/// </summary>
/// <param name="definitions">All commands, with what the parser has no place for.</param>
internal sealed class HelpPages(IReadOnlyList<CommandDefinition> definitions)
{
    /// <summary>A command as it is typed: <c>sockeye user add</c>.</summary>
    public static string NameOf(Command command) =>
        string.Join(' ', Path(command).Skip(1).Select(static named => named.Name).Prepend("sockeye"));

    /// <summary>The page of a command.</summary>
    public HelpPage Of(Command command)
    {
        if (command is RootCommand)
            return OfAll(command);

        CommandDefinition? definition = definitions.FirstOrDefault(known => known.Name == Path(command)[1].Name);
        IList<Option> own = command.Options;
        IEnumerable<HelpSection> sections =
        [
            new("Commands", [.. command.Subcommands.Select(static inner => new HelpRow(inner.Name, Text(inner)))]),
            new("Arguments", [.. command.Arguments.Select(static word => new HelpRow(Label(word), Text(word)))]),
            new("Options", [.. own.Where(option => !IsCommon(command, option)).Select(Row)]),
            new("Options of every command",
                [.. own.Where(TraceOptions.IsEntry).Concat(Inherited(command)).Select(Row)]),
            new("Values", [.. CommonOptions.Values.Where(value => own.Any(option => option.HelpName == value.Name))
                .Select(static value => new HelpRow(value.Name.ToUpperInvariant(), value.Explanation))]),
        ];
        return new HelpPage(
            NameOf(command), Text(command), definition?.Details ?? "", Usage(command),
            [.. sections.Where(static section => section.Rows.Count > 0)], definition?.Examples ?? []);
    }

    private HelpPage OfAll(Command root)
    {
        IEnumerable<HelpSection> groups = Enum.GetValues<CommandGroup>().Select(group => new HelpSection(
            Title(group),
            [
                .. definitions.Where(known => known.Group == group && !known.IsHidden)
                    .Select(static known => new HelpRow(known.Name, known.Summary)),
            ]));
        return new HelpPage(
            NameOf(root), Text(root), "", "COMMAND [ARGUMENTS] [OPTIONS]",
            [.. groups, new HelpSection("Options", [.. Visible(root.Options).Select(Row)])],
            [
                "sockeye share docs               # for a browser, curl, lftp, tftp",
                "sockeye get https://host/a.iso   # verified; goes on where it ended",
                "sockeye probe tcp://host:22,443  # who listens there?",
                "sockeye trace -- curl -s host    # every socket call, drawn",
            ]);
    }

    private static string Title(CommandGroup group) => group switch
    {
        CommandGroup.Files => "Files of any server (http, https, ftp, ftps, ftpes, tftp, tcp, tls, unix)",
        CommandGroup.Serve => "Serve",
        CommandGroup.Talk => "Talk",
        CommandGroup.Probe => "Probe",
        CommandGroup.See => "See",
        CommandGroup.Learn => "Learn",
        _ => "Help",
    };

    private static Command[] Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command] : [command];

    // Where they do not stand, the details of a trace are told by 'sockeye help trace'.
    private static bool IsCommon(Command command, Option option) =>
        option.Hidden || TraceOptions.IsEntry(option) || (TraceOptions.IsDetail(option) && HasEntry(command));

    private static bool HasEntry(Command command) => command.Options.Any(TraceOptions.IsEntry);

    private static IEnumerable<Option> Inherited(Command command) =>
        Visible(Path(command)[0].Options.Where(static option => option.Recursive));

    private static IEnumerable<Option> Visible(IEnumerable<Option> options) =>
        options.Where(static option => !option.Hidden);

    private static HelpRow Row(Option option)
    {
        IEnumerable<string> names = option.Aliases
            .Where(static alias => alias is ['-', not '?'])
            .Append(option.Name);
        string value = option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0
            ? ""
            : TraceOptions.IsEntry(option) ? $"[={ValueOf(option)}]" : " " + ValueOf(option);
        return new HelpRow(string.Join(", ", names) + value, Text(option));
    }

    private static string ValueOf(Option option) => (option.HelpName ?? option.Name.TrimStart('-')).ToUpperInvariant();

    private static string Label(Argument argument)
    {
        string name = (argument.HelpName ?? argument.Name).ToUpperInvariant();
        string many = argument.Arity.MaximumNumberOfValues > 2 ? name + "..." : name; // two are HOST PORT
        return argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue ? $"[{many}]" : many;
    }

    private static string Usage(Command command)
    {
        string inner = command.Subcommands.Count > 0 ? "COMMAND " : "";
        string arguments = string.Concat(command.Arguments.Select(static argument => Label(argument) + " "));
        return $"{inner}{arguments}[OPTIONS]";
    }

    private static string Text(Symbol symbol) => symbol.Description ?? "";
}
