namespace Sockeye.Files.Storage;

/// <summary>One line of a listing.</summary>
/// <param name="Name">Its name from the root.</param>
/// <param name="Status">What it is.</param>
public sealed record FileEntry(FileName Name, FileStatus Status);
