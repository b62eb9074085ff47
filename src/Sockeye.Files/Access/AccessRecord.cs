using System.Globalization;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Access;

/// <summary>One access, as the access log tells it.</summary>
/// <param name="Time">When it ended, UTC.</param>
/// <param name="Protocol">By which service: <c>http</c>, <c>ftp</c>, <c>files</c> (SFP), <c>tftp</c>.</param>
/// <param name="From">
/// Where from, as <c>address:port</c>; empty when it has no address, which a line shows as <c>-</c>.
/// </param>
/// <param name="User">The visitor's name; of a login that failed, the name as it was given.</param>
/// <param name="Action">
/// What was asked for: <c>get</c>, <c>part</c> (of a file, not to its end), <c>put</c>, <c>list</c>, <c>delete</c>,
/// <c>login</c> …
/// </param>
/// <param name="Name">The file or directory; empty for the root, or when there is none.</param>
/// <param name="Bytes">How many bytes of content moved.</param>
/// <param name="Result">
/// <c>ok</c>, <c>incomplete</c>, <c>cut-off</c>, or the word of the refusal. What was sent is <c>ok</c> when the
/// peer's kernel has it.
/// </param>
/// <param name="Elapsed">How long it took; by HTTP and SFP, until its last byte was given to our kernel.</param>
public sealed record AccessRecord(
    DateTimeOffset Time, string Protocol, string From, string User, string Action, string Name, long Bytes,
    string Result, TimeSpan Elapsed)
{
    /// <summary>The result of what succeeded.</summary>
    public const string Ok = "ok";

    /// <summary>The result of what succeeded as far as it went: <see cref="Missing"/> tells what it lacks.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>The result of what ended in the middle.</summary>
    public const string CutOff = "cut-off";

    /// <summary>What a listing or an archive lacks, escaped; empty when it lacks nothing.</summary>
    public string Missing { get; init; } = "";

    /// <summary>
    /// One line: <c>TIME PROTOCOL FROM USER ACTION "NAME" BYTES RESULT MILLISECONDS</c>, and in quotes what is missing,
    /// if anything is. What a peer chose is escaped, so that it can neither end the line nor its quotes.
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Protocol} {Address(From)} {Word(User)} {Action} {Quoted(Name)} ")
        + string.Create(CultureInfo.InvariantCulture, $"{Bytes} {Result} {Elapsed.TotalMilliseconds:0.0}ms")
        + (Missing.Length == 0 ? "" : $" \"{WithEscapedQuotes(Missing)}\"");

    private static string Word(string text) => Account.IsName(text) ? text : Quoted(text);

    // A UNIX peer chooses its name, or has none: an empty column would move all that follow.
    private static string Address(string text) =>
        text.Length == 0 ? "-" : text.AsSpan().ContainsAny(" \"") ? Quoted(text) : text;

    // Backslashes are escaped already.
    private static string Quoted(string text) =>
        $"\"{WithEscapedQuotes(PrintableText.Escape(text))}\"";

    private static string WithEscapedQuotes(string text) => text.Replace("\"", "\\\"", StringComparison.Ordinal);
}
