namespace Sockeye.EndToEnd.Sharing;

/// <summary>What <c>sockeye get --json</c> or <c>put --json</c> printed.</summary>
/// <param name="Bytes">The length of the file.</param>
/// <param name="ResumedFrom">How much of it was there from an earlier attempt.</param>
internal sealed record Stored(long Bytes, long ResumedFrom);
