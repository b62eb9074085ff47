using Sockeye.Tracing.Ladders;

namespace Sockeye.Tracing.Drawing;

/// <summary>What a call got from another, as JSON.</summary>
/// <param name="Number">The other call; 0 when it was made outside.</param>
/// <param name="Kind"><c>data</c>, <c>connection</c> or <c>end</c>.</param>
/// <param name="Bytes">How many bytes.</param>
internal sealed record CauseJson(int Number, string Kind, long Bytes)
{
    public static CauseJson Of(Arrow arrow) =>
        new(arrow.From?.Number ?? 0, arrow.Kind.ToString().ToLowerInvariant(), arrow.Bytes);
}
