namespace Sockeye.Protocols.Sfp;

/// <summary>One line of a listing: <c>file length time name</c> or <c>dir - time name</c>.</summary>
/// <param name="Name">Its name from the root.</param>
/// <param name="IsDirectory">Whether it is a directory; otherwise it is a file.</param>
/// <param name="Length">In bytes; 0 for a directory.</param>
/// <param name="Modified">When its content last changed, UTC.</param>
public sealed record SfpEntry(string Name, bool IsDirectory, long Length, DateTimeOffset Modified);
