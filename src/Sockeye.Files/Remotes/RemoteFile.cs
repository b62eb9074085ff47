using Sockeye.Files.Storage;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>What a server tells of a file or directory.</summary>
/// <param name="Name">From the server's root. The server's: not safe to print as it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Length">In bytes; null of all but files, or when it was not told.</param>
/// <param name="Modified">When its content last changed, UTC; null when it was not told.</param>
/// <param name="Sum">Its SHA-256; null when it was not told.</param>
public sealed record RemoteFile(
    string Name, FileKind Kind, long? Length, DateTimeOffset? Modified, Sha256Sum? Sum = null)
{
    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => Kind == FileKind.Directory;

    /// <summary>
    /// What is another for every other content of the name (an ETag, for example); null when nothing is.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Another word for the same; null when there is only one.</summary>
    public string? OtherVersion { get; init; }

    /// <summary>
    /// By which name the server wants it kept (HTTP: Content-Disposition, RFC 6266), as one that cannot lead anywhere
    /// else and is not hidden; null when it says none, or one that could.
    /// </summary>
    public string? SuggestedName { get; init; }

    /// <summary>Whether it is still of the version that was noted.</summary>
    public bool IsOf(string? noted) => noted is not null && (noted == Version || noted == OtherVersion);
}
