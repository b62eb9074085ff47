using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Sfp;

/// <summary>What a server told of a file.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Modified">When its content last changed, UTC.</param>
/// <param name="Sum">The SHA-256 of what was asked about; null when the server did not tell.</param>
public sealed record SfpFile(long Length, DateTimeOffset Modified, Sha256Sum? Sum);
