namespace Sockeye.Cli.Console.Lines;

/// <summary>What the word at the cursor could become.</summary>
/// <param name="Start">Where the word begins in the line.</param>
/// <param name="Candidates">Whole words that it could be, sorted.</param>
internal sealed record Completion(int Start, IReadOnlyList<string> Candidates);
