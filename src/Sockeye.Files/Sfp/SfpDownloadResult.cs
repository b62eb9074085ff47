using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Sfp;

/// <summary>A file that has arrived whole.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="ResumedFrom">How many bytes of it were there from an earlier attempt.</param>
/// <param name="Modified">When it last changed on the server, UTC.</param>
/// <param name="Sum">The SHA-256 of what arrived; null when none was to be computed.</param>
/// <param name="IsVerified">
/// Whether the server confirmed the sum. Otherwise only the length is certain: nobody asked, or the server closed
/// before it could be asked.
/// </param>
public sealed record SfpDownloadResult(
    long Length, long ResumedFrom, DateTimeOffset Modified, Sha256Sum? Sum, bool IsVerified);
