using System.Globalization;
using System.Text;

namespace Sockeye.Tracing.Drawing;

/// <summary>The characters a ladder is drawn with.</summary>
internal sealed record TextGlyphs(
    string Unconnected, string Listening, string Open, string HalfClosed, string Waiting, string Outside,
    char Line, string Left, string Right, string Ellipsis)
{
    public static TextGlyphs Unicode { get; } = new("┆", "╎", "│", "╵", "┃", "┊", '─', "◀", "▶", "…");

    public static TextGlyphs Plainest { get; } = new(":", ":", "|", "'", "#", ".", '-', "<", ">", "...");

    public string Of(SocketState state) => state switch
    {
        SocketState.Established => Open,
        SocketState.Listening => Listening,
        SocketState.EndSent or SocketState.EndReceived => HalfClosed,
        _ => Unconnected,
    };

    /// <summary>Replaces what ASCII does not have; what stands for nothing else is escaped.</summary>
    public string Plain(string text)
    {
        if (this == Unicode || Ascii.IsValid(text))
            return text;

        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            plain.Append(c switch
            {
                '…' => "...",
                '→' => "->",
                '↔' => "<->",
                'µ' => "u",
                > '~' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return plain.ToString();
    }
}
