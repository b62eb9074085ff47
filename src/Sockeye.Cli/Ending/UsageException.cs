namespace Sockeye.Cli.Ending;

/// <summary>The command line asks for something that cannot be: says what, and what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
