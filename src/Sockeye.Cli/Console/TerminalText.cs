namespace Sockeye.Cli.Console;

/// <summary>What the environment says a terminal can show.</summary>
internal static class TerminalText
{
    /// <summary>
    /// Whether it has more than ASCII: by the locale, as locale(7) ranks its variables; yes when none is set.
    /// </summary>
    public static bool IsUnicode
    {
        get
        {
            string? locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }
                .Select(Environment.GetEnvironmentVariable)
                .FirstOrDefault(value => !string.IsNullOrEmpty(value));
            return locale is null || locale.Contains("UTF", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Whether colours are wanted (no-color.org; <c>TERM=dumb</c> has none).</summary>
    public static bool MayColour =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && CanDraw;

    /// <summary>Whether what is written can be written over (<c>TERM=dumb</c> cannot).</summary>
    public static bool CanDraw => Environment.GetEnvironmentVariable("TERM") != "dumb";
}
