namespace Sockeye.Cli.Output;

/// <summary>A line that the other party of a talk said.</summary>
/// <param name="Line">Control characters escaped.</param>
internal sealed record TalkLineResult(string Line);
