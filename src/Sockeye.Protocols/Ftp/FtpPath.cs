namespace Sockeye.Protocols.Ftp;

/// <summary>Names as FTP writes them: absolute, or from the working directory (TVFS, RFC 3659 §6).</summary>
/// <remarks>
/// A path here is relative to the root, <c>a/b</c>, and empty for the root itself. <c>..</c> ends at the root: nothing
/// is above it. Nothing is decoded.
/// </remarks>
public static class FtpPath
{
    /// <summary>The longest path in UTF-16 units: PATH_MAX less a closing NUL.</summary>
    public const int MaxChars = 4095;

    /// <summary>What a client means.</summary>
    /// <param name="directory">The working directory, as a path.</param>
    /// <param name="argument">What it wrote; empty is the directory itself.</param>
    /// <returns>The path; null when it would be too long.</returns>
    public static string? Resolve(string directory, string argument)
    {
        var segments = new List<string>();
        if (!argument.StartsWith('/'))
            segments.AddRange(directory.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (string segment in argument.Split('/'))
        {
            if (segment is "" or ".")
                continue;
            if (segment != "..")
                segments.Add(segment);
            else if (segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
        }

        string path = string.Join('/', segments);
        return path.Length <= MaxChars ? path : null;
    }

    /// <summary>The path as a client sees it: absolute.</summary>
    public static string Show(string path) => "/" + path;

    /// <summary>In double quotes, those within doubled (RFC 959, appendix II).</summary>
    public static string Quote(string path) =>
        $"\"{Show(path).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>What a server put in quotes; null when there is nothing.</summary>
    public static string? Unquote(string text)
    {
        int start = text.IndexOf('"', StringComparison.Ordinal);
        for (int at = start + 1; start >= 0 && at < text.Length; at++)
        {
            if (text[at] != '"')
                continue;
            if (at + 1 == text.Length || text[at + 1] != '"')
                return text[(start + 1)..at].Replace("\"\"", "\"", StringComparison.Ordinal);

            at++;
        }

        return null;
    }
}
