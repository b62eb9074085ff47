using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Remotes;

/// <summary>A file that was fetched or stored, whole.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ResumedFrom">How many bytes of it were there from an earlier attempt.</param>
/// <param name="Sum">The SHA-256 of what was moved; null when none was computed.</param>
/// <param name="IsVerified">
/// Whether the server told the same sum, or compared it. Otherwise only the length is certain: nobody asked, the
/// protocol has no word for it, or the server was gone before it could be asked.
/// </param>
public sealed record RemoteTransfer(long Bytes, long ResumedFrom, Sha256Sum? Sum, bool IsVerified);
