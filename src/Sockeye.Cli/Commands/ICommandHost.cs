namespace Sockeye.Cli.Commands;

/// <summary>Makes the context of a command: the process does it with its own streams, a test with others.</summary>
internal interface ICommandHost
{
    CommandContext CreateContext(bool json, bool verbose);
}
