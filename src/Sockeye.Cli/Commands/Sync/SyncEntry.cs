using Sockeye.Files.Storage;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>A file or directory on one of the two sides.</summary>
/// <param name="Path">From the directory that is synced; a valid <see cref="FileName"/>.</param>
/// <param name="Kind">
/// What it is. What is neither file nor directory is left alone, and nothing is written through it.
/// </param>
/// <param name="Length">In bytes; null when it is not known, or no file.</param>
/// <param name="Modified">When its content last changed; null when it is not known.</param>
internal sealed record SyncEntry(string Path, FileKind Kind, long? Length, DateTimeOffset? Modified);
