using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Sockeye.Files.Http.Pages;

/// <summary>
/// Ids of the headings of one text, as GitHub makes them: links between its parts are written for those.
/// </summary>
/// <remarks>Markdig's own take time by the square of how many headings are called the same.</remarks>
internal sealed class HeadingIds
{
    private readonly Dictionary<string, int> _uses = [];

    /// <summary>
    /// The id of the next heading: <c>What's new?</c> is <c>whats-new</c>, a second one <c>whats-new-1</c>.
    /// </summary>
    public string Next(HeadingBlock heading)
    {
        var id = new StringBuilder();
        foreach (Inline inline in heading.Inline?.FindDescendants<Inline>() ?? [])
        {
            ReadOnlySpan<char> text = inline switch
            {
                LiteralInline literal => literal.Content.AsSpan(),
                CodeInline code => code.Content,
                _ => [],
            };
            foreach (char letter in text)
            {
                if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                    id.Append(char.ToLowerInvariant(letter));
                else if (letter == ' ')
                    id.Append('-');
            }
        }

        int uses = _uses.GetValueOrDefault(id.ToString());
        _uses[id.ToString()] = uses + 1;
        return uses == 0 ? id.ToString() : id.Append(CultureInfo.InvariantCulture, $"-{uses}").ToString();
    }
}
