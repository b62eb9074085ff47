namespace Sockeye.Files.Remotes;

/// <summary>A file that was stored.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ResumedFrom">How much of it was there from an earlier attempt.</param>
/// <param name="IsVerified">Whether the server compared it with its SHA-256, or told one that is right.</param>
internal sealed record RemoteStore(long Bytes, long ResumedFrom, bool IsVerified);
