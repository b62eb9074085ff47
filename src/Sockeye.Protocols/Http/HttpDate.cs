using System.Globalization;

namespace Sockeye.Protocols.Http;

/// <summary>A time in a header field (RFC 9110 §5.6.7): whole seconds, UTC.</summary>
public static class HttpDate
{
    // What we write, and the two that RFC 9110 still wants understood.
    private static readonly string[] Formats =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy",
    ];

    /// <summary>The time as HTTP writes it: <c>Sun, 06 Nov 1994 08:49:37 GMT</c>.</summary>
    public static string Format(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads one of the three forms; false for anything else, which is to be ignored.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowInnerWhite, out time);

    /// <summary>The time without the part of a second that HTTP cannot say.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => new(
        time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);
}
