namespace Sockeye.Cli.Commands.Sync;

/// <summary>One thing to be done so that the target becomes like the source.</summary>
/// <param name="Action">What.</param>
/// <param name="Path">With which file or directory.</param>
/// <param name="Source">What the source has there; null when it has nothing.</param>
internal sealed record SyncStep(SyncAction Action, string Path, SyncEntry? Source)
{
    /// <summary>Whether it makes room for what the source has under that name, and so comes first.</summary>
    public bool MakesRoom { get; init; }
}
