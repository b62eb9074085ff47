using Sockeye.Protocols.Sfp;

namespace Sockeye.Files.Sfp;

/// <summary>What a server tells of a directory.</summary>
/// <param name="Entries">What is there. The names are the server's: not safe to print, nor to write to.</param>
/// <param name="Missing">What is there and cannot be told; empty when the entries are all there is.</param>
public sealed record SfpListing(IReadOnlyList<SfpEntry> Entries, IReadOnlyList<SfpEntry> Missing);
