namespace Sockeye.Tracing.Drawing;

/// <summary>A line of words in a picture.</summary>
/// <param name="Text">The words.</param>
/// <param name="Class">What they are, and so how ladder.css shows them.</param>
internal readonly record struct PictureText(string Text, string Class)
{
    /// <summary>
    /// How wide it is at most, in pixels: the fonts of ladder.css are of fixed width, 0.6 times their height and a
    /// little; a wide character takes two.
    /// </summary>
    public int Width => (int)Math.Ceiling(TextCells.Of(Text) * FontSize * 0.605);

    /// <summary>As in ladder.css.</summary>
    public int FontSize => Class switch
    {
        "address" or "time" or "carried" or "silence" => 11,
        "wait" or "state" => 12,
        _ => 13,
    };
}
