using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sockeye.Cli.Commands;

/// <summary>A command before anybody has named it: enough for the list of all.</summary>
/// <param name="Name">What a person writes.</param>
/// <param name="Summary">What it does, in one line of a terminal: at most 62 characters.</param>
/// <param name="AddTo">Adds its arguments, options and action to it, for a host.</param>
internal sealed record CommandDefinition(string Name, string Summary, Action<Command, ICommandHost> AddTo)
{
    /// <summary>What it is for.</summary>
    public required CommandGroup Group { get; init; }

    /// <summary>What help says after the summary.</summary>
    public string Details { get; init; } = "";

    /// <summary>Lines that a person can type, each with what it does after two spaces and a #.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Whether its own socket calls can be shown (<c>--trace</c>).</summary>
    public bool HasTrace { get; init; } = true;

    /// <summary>Whether it stands in no list: programs ask it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Is called before its help is shown, with what was named.</summary>
    public Action<CommandResult>? BeforeHelp { get; init; }
}
