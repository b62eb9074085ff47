using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Storage;

/// <summary>The name of a file below a root: relative, segments separated by <c>/</c>. Only valid ones exist.</summary>
/// <remarks>
/// Not a name: an empty text, an absolute one, an empty, <c>.</c> or <c>..</c> segment, a backslash, a control
/// character, text that is not Unicode, more bytes than the limits. Nothing is decoded or normalised: <c>%2e%2e</c> is
/// a file of that name. A name may still meet a link or a device on the disk; <see cref="FileRoot"/> refuses those.
/// </remarks>
public sealed record FileName
{
    /// <summary>The longest segment in bytes of UTF-8: NAME_MAX of Linux.</summary>
    public const int MaxSegmentBytes = 255;

    /// <summary>The longest name in bytes of UTF-8: PATH_MAX of Linux is 4,096 and counts a closing NUL.</summary>
    public const int MaxBytes = 4095;

    private const char Separator = '/';
    private const string TooLong = "it is too long";

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. ControlCharacters(), '\\']);

    private FileName(string text) => Text = text;

    /// <summary>The name as it was given.</summary>
    public string Text { get; }

    /// <summary>The part after the last separator.</summary>
    public string LastSegment => Text[(Text.LastIndexOf(Separator) + 1)..];

    /// <summary>The directory it is in; null is the root.</summary>
    public FileName? Parent => Text.LastIndexOf(Separator) is > 0 and int at ? new FileName(Text[..at]) : null;

    /// <summary>Its parts, one at least.</summary>
    public IReadOnlyList<string> Segments => Text.Split(Separator);

    /// <summary>Takes a name.</summary>
    /// <exception cref="FileRefusedException"><see cref="FileRefusal.BadName"/>: it breaks a rule.</exception>
    public static FileName Parse(string text) =>
        TryParse(text, out FileName? name)
            ? name
            : throw new FileRefusedException(
                FileRefusal.BadName, $"not a name: {PrintableText.Escape(text)}: {FlawOf(text)}");

    /// <summary>Takes a name, if it is one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FileName? name)
    {
        name = FlawOf(text) is null ? new FileName(text) : null;
        return name is not null;
    }

    /// <summary>The name of an entry of <paramref name="directory"/>, if the entry can have one.</summary>
    internal static bool TryCombine(FileName? directory, string entry, [NotNullWhen(true)] out FileName? name) =>
        TryParse(directory is null ? entry : directory.Text + Separator + entry, out name);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>
    /// Why a text is no name, in words that follow its own: "it has a backslash"; null when it is one.
    /// </summary>
    internal static string? FlawOf(string text)
    {
        // A UTF-16 unit is at least one byte of UTF-8, so this bounds the work before any of it is done.
        if (text.Length > MaxBytes)
            return TooLong;
        if (text.AsSpan().IndexOfAny(Forbidden) is >= 0 and int at)
            return text[at] == '\\' ? "it has a backslash" : "it has a control character";

        foreach (Range segment in text.AsSpan().Split(Separator))
        {
            if (FlawOfSegment(text.AsSpan(segment)) is { } flaw)
                return flaw;
        }

        return Encoding.UTF8.GetByteCount(text) <= MaxBytes ? null : TooLong;
    }

    private static string? FlawOfSegment(ReadOnlySpan<char> segment)
    {
        if (segment is "" or "." or "..")
            return "a part of it is empty, '.' or '..'";

        try
        {
            return StrictUtf8.GetByteCount(segment) <= MaxSegmentBytes ? null : TooLong;
        }
        catch (EncoderFallbackException)
        {
            return "it is not Unicode"; // half of a surrogate pair: two such names would become one on the disk
        }
    }

    private static IEnumerable<char> ControlCharacters() =>
        Enumerable.Range(0, char.MaxValue + 1).Select(value => (char)value).Where(char.IsControl);
}
