using System.Globalization;

namespace Sockeye.Tracing.Strace;

/// <summary>
/// What a call returned: <c>5</c>, <c>4&lt;TCP:[…]&gt;</c>, <c>-1 ECONNREFUSED (Connection refused)</c>, <c>?</c>.
/// </summary>
/// <param name="Text">All of it.</param>
/// <param name="Value">The number; -1 when there is none.</param>
/// <param name="Error">The error by name; null when it succeeded.</param>
internal sealed record StraceResult(string Text, long Value, string? Error)
{
    /// <summary>Whether the thread ended inside the call.</summary>
    public bool NeverReturned => Text is "?" or "? <unavailable>";

    public static StraceResult Parse(string text)
    {
        string[] words = text.Split(' ', '<');
        string? error = words.Length > 1 && words[0] is "-1" or "?" && words[1].StartsWith('E') ? words[1] : null;
        bool isNumber = long.TryParse(words[0], CultureInfo.InvariantCulture, out long value);
        return new StraceResult(text, isNumber ? value : -1, error);
    }
}
