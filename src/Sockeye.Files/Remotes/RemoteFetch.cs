using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>A file that was fetched.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ResumedFrom">How much of it was there from an earlier attempt.</param>
/// <param name="Sum">The SHA-256 of what arrived; null when none was to be computed.</param>
/// <param name="IsVerified">Whether the server confirmed the sum.</param>
internal sealed record RemoteFetch(long Bytes, long ResumedFrom, Sha256Sum? Sum, bool IsVerified);
