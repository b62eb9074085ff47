namespace Sockeye.Bench;

/// <summary>A file that is served, and what must arrive.</summary>
internal sealed record SourceFile(string Name, long Length, string Sha256);
