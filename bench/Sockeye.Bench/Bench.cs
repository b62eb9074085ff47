namespace Sockeye.Bench;

/// <summary>What every row needs: where the programs are, where files may be put, and how often to repeat.</summary>
internal sealed record Bench(Programs Programs, WorkDirectory Work, SourceFiles Files, Repetitions Repetitions);
