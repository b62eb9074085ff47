namespace Sockeye.Tracing.Drawing;

/// <summary>The characters a ladder is drawn with.</summary>
internal sealed record TextGlyphs(
    string Unconnected, string Listening, string Open, string HalfClosed, string Waiting, string Outside,
    char Line, string Left, string Right, string Ellipsis)
{
    public static TextGlyphs Unicode { get; } = new("┆", "╎", "│", "╵", "┃", "┊", '─', "◀", "▶", "…");

    public static TextGlyphs Ascii { get; } = new(":", ":", "|", "'", "#", ".", '-', "<", ">", "...");

    public string Of(SocketState state) => state switch
    {
        SocketState.Established => Open,
        SocketState.Listening => Listening,
        SocketState.EndSent or SocketState.EndReceived => HalfClosed,
        _ => Unconnected,
    };

    /// <summary>Replaces what ASCII does not have.</summary>
    public string Plain(string text) => this == Unicode
        ? text
        : text.Replace("…", "...", StringComparison.Ordinal)
            .Replace("→", "->", StringComparison.Ordinal)
            .Replace("↔", "<->", StringComparison.Ordinal)
            .Replace("µ", "u", StringComparison.Ordinal);
}
