using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Http.Pages;

/// <summary>Writes HTML: our own markup as it is, everything else encoded.</summary>
/// <param name="output">Where to.</param>
internal sealed class PageWriter(IBufferWriter<byte> output)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Markup of ours: a literal, never anything that came from somewhere.</summary>
    public PageWriter Markup(ReadOnlySpan<byte> literal)
    {
        literal.CopyTo(output.GetSpan(literal.Length)); // Kestrel's writer needs to be told how much
        output.Advance(literal.Length);
        return this;
    }

    /// <summary>A text, between tags or inside the quotes of an attribute.</summary>
    public PageWriter Text(string text)
    {
        if (text.Length == 0)
            return this;

        return Rendered(Encoder.Encode(text));
    }

    /// <summary>Markup that was made here, and whose every text is encoded already.</summary>
    public PageWriter Rendered(string html)
    {
        output.Advance(Encoding.UTF8.GetBytes(html, output.GetSpan(Encoding.UTF8.GetMaxByteCount(html.Length))));
        return this;
    }

    /// <summary>
    /// A stranger's text: what could turn the direction of reading around or hide is shown as an escape as well.
    /// </summary>
    public PageWriter Stranger(string text) => Text(PrintableText.Escape(text));
}
