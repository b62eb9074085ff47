namespace Sockeye.Cli.Commands.Sync;

/// <summary>How two directories are compared and made alike.</summary>
/// <param name="ComparesSums">Whether the SHA-256 decides; else length and time.</param>
/// <param name="Deletes">Whether what only the target has is removed, and what is of another kind replaced.</param>
/// <param name="IsDryRun">Whether it is only said what would be done.</param>
/// <param name="Jobs">How many files are moved at once.</param>
internal sealed record SyncSettings(bool ComparesSums, bool Deletes, bool IsDryRun, int Jobs);
