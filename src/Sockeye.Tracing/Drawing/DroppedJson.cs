namespace Sockeye.Tracing.Drawing;

/// <summary>What a bounded trace left out, as the last line of its JSON.</summary>
/// <param name="Calls">How many calls there were.</param>
/// <param name="Dropped">How many of them are not told, from the middle.</param>
internal sealed record DroppedJson(int Calls, int Dropped);
