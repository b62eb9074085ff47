using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>What a server tells of a directory.</summary>
/// <param name="Entries">
/// What is in it, without itself and the one above. The names are the server's: not safe to print, nor to write to.
/// </param>
/// <param name="Missing">How much it lacks, by the server's own word; few servers have one.</param>
/// <param name="StrangeLines">Lines that are not understood: each may be an entry. Not safe to print.</param>
public sealed record FtpDirectory(
    IReadOnlyList<FtpEntry> Entries, long Missing, IReadOnlyList<string> StrangeLines);
