namespace Sockeye.Cli.Commands;

/// <summary>Parses and runs a command line, whichever command it names.</summary>
/// <param name="arguments">Without the program's name.</param>
/// <param name="host">What the command runs in.</param>
/// <param name="output">Where help goes.</param>
/// <param name="error">Where a wrong command line is explained.</param>
/// <returns>The exit code.</returns>
internal delegate Task<int> CommandLine(
    IReadOnlyList<string> arguments, ICommandHost host, TextWriter output, TextWriter error);
