using System.Text;

namespace Sockeye.Cli.Help;

/// <summary>A page for man(1), in the words of man(7). Pure.</summary>
internal static class ManualPage
{
    /// <summary>What the page is called: <c>sockeye-user-add</c>.</summary>
    public static string NameOf(HelpPage page) => page.Name.Replace(' ', '-');

    /// <summary>The source of the page.</summary>
    public static string Of(HelpPage page)
    {
        var text = new StringBuilder();
        text.Append($".TH {NameOf(page).ToUpperInvariant()} 1\n");
        text.Append($".SH NAME\n{Escape(NameOf(page))} \\- {Escape(page.Summary.TrimEnd('.'))}\n");
        text.Append($".SH SYNOPSIS\n.B {Escape(page.Name)}\n{Escape(page.Usage)}\n");
        if (page.Details.Length > 0)
            text.Append($".SH DESCRIPTION\n{Lines(page.Details)}\n");
        foreach (HelpSection section in page.Sections)
        {
            text.Append($".SH {Escape(section.Title.ToUpperInvariant())}\n");
            foreach (HelpRow row in section.Rows)
                text.Append($".TP\n.B {Escape(row.Label)}\n{Lines(row.Text)}\n");
        }

        if (page.Examples.Count > 0)
            text.Append(".SH EXAMPLES\n.nf\n").AppendJoin('\n', page.Examples.Select(Line)).Append("\n.fi\n");
        if (page.Name.Contains(' ', StringComparison.Ordinal))
            text.Append(".SH SEE ALSO\n.BR sockeye (1)\n");
        return text.ToString();
    }

    private static string Lines(string text) => string.Join("\n.br\n", text.Split('\n').Select(Line));

    // A dot or a quote at the beginning of a line would be a request (groff(7)).
    private static string Line(string text) =>
        text is ['.', ..] or ['\'', ..] ? @"\&" + Escape(text) : Escape(text);

    private static string Escape(string text) => text
        .Replace(@"\", @"\e", StringComparison.Ordinal)
        .Replace("-", @"\-", StringComparison.Ordinal);
}
