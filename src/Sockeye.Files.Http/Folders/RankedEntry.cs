using Sockeye.Files.Storage;

namespace Sockeye.Files.Http.Folders;

/// <summary>An entry of a directory.</summary>
/// <param name="Entry">What it is.</param>
/// <param name="Rank">Its place by name among all of them, whatever they are sorted by: the script sorts by it.</param>
internal readonly record struct RankedEntry(FileEntry Entry, int Rank);
