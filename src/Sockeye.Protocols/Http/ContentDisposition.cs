using System.Text;

namespace Sockeye.Protocols.Http;

/// <summary>The name under which a browser is to save what it gets (RFC 6266).</summary>
public static class ContentDisposition
{
    /// <summary>Save it under that name.</summary>
    public static string Attachment(string fileName) => Format("attachment", fileName);

    // Twice: as ASCII for the old, and in UTF-8 (RFC 8187) for the others, who prefer that.
    private static string Format(string disposition, string fileName)
    {
        var text = new StringBuilder(disposition).Append("; filename=\"");
        foreach (char c in fileName)
            text.Append(c is >= ' ' and <= '~' and not ('"' or '\\' or '%') ? c : '_');
        text.Append("\"; filename*=UTF-8''");
        foreach (byte b in Encoding.UTF8.GetBytes(fileName))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_')
                text.Append((char)b);
            else
                text.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
