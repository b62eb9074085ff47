namespace Sockeye.Cli.Commands;

/// <summary>What a command is for: the list of all is in these parts, in this order.</summary>
internal enum CommandGroup
{
    Files,
    Serve,
    Talk,
    Probe,
    See,
    Learn,
    Help,
}
