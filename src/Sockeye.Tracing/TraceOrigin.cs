namespace Sockeye.Tracing;

/// <summary>What was traced, and when: the heading of its picture.</summary>
/// <param name="Command">The command line, as <see cref="Of"/> makes it safe to show.</param>
/// <param name="Began">When the trace began, with the offset of the place from UTC.</param>
public sealed record TraceOrigin(string Command, DateTimeOffset Began)
{
    /// <summary>Of a command by its words: quoted as a shell wants them, escaped, secrets hidden.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="began">When the trace began.</param>
    public static TraceOrigin Of(IEnumerable<string> words, DateTimeOffset began) =>
        new(CommandWords.Line(words), began);
}
