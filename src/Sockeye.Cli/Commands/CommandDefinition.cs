using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sockeye.Cli.Commands;

/// <summary>A command before anybody has named it: enough for the list of all.</summary>
/// <param name="Name">What a person writes.</param>
/// <param name="Description">One line of help.</param>
/// <param name="AddTo">Adds its arguments, options and action to it, for a host.</param>
internal sealed record CommandDefinition(string Name, string Description, Action<Command, ICommandHost> AddTo)
{
    /// <summary>Whether its own socket calls can be shown (<c>--trace</c>).</summary>
    public bool HasTrace { get; init; } = true;

    /// <summary>Is called before its help is shown, with what was named.</summary>
    public Action<CommandResult>? BeforeHelp { get; init; }
}
