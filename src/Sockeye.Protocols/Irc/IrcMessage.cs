using System.Buffers;
using System.Text;

namespace Sockeye.Protocols.Irc;

/// <summary>A message of IRC: a line without its ending (RFC 1459 §2.3, IRCv3 message-tags).</summary>
/// <param name="Command">A word, or three digits of a reply; in upper case as it is read.</param>
/// <param name="Parameters">What follows, at most <see cref="IrcLimits.MaxParameters"/>. Not safe to show.</param>
public sealed record IrcMessage(string Command, params IReadOnlyList<string> Parameters)
{
    /// <summary>What is told of it besides; empty for nothing.</summary>
    public IReadOnlyList<IrcTag> Tags { get; init; } = [];

    /// <summary>
    /// From whom it is, as a server says: <c>nick!user@host</c> or its own name; null where it is not told.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>
    /// Whether a colon stands before the last parameter though it needs none: many clients want one before a text.
    /// </summary>
    public bool HasColon { get; init; }

    /// <summary>The value of a tag; null when it has none of that name.</summary>
    public string? TagValue(string name)
    {
        foreach (IrcTag tag in Tags)
        {
            if (tag.Name == name)
                return tag.Value;
        }

        return null;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">Without its ending.</param>
    /// <param name="message">What it says, where it can be understood.</param>
    /// <param name="maxTagBytes">How long its tags may be: of a server's line those of both sides.</param>
    /// <returns>What is wrong with it.</returns>
    public static IrcLineFlaw Parse(
        ReadOnlySpan<byte> line, out IrcMessage? message, int maxTagBytes = IrcLimits.MaxTagDataBytes)
    {
        message = null;
        if (line.ContainsAny((byte)'\0', (byte)'\r', (byte)'\n'))
            return IrcLineFlaw.Control;

        ReadOnlySpan<byte> text = line, tags = default;
        if (line is [(byte)'@', ..])
        {
            int space = line.IndexOf((byte)' ');
            tags = line[1..(space < 0 ? line.Length : space)];
            text = space < 0 ? default : line[space..];
        }

        text = text.TrimStart((byte)' ');
        if (tags.Length > maxTagBytes || text.Length > IrcLimits.MaxTextBytes)
            return IrcLineFlaw.TooLong;
        if (text.IsEmpty)
            return tags.IsEmpty ? IrcLineFlaw.Empty : IrcLineFlaw.NoCommand;

        message = Read(Encoding.UTF8.GetString(text));
        if (message is null)
            return IrcLineFlaw.NoCommand;
        if (!tags.IsEmpty)
            message = message with { Tags = IrcTag.ParseAll(Encoding.UTF8.GetString(tags)) };
        return System.Text.Unicode.Utf8.IsValid(line) ? IrcLineFlaw.None : IrcLineFlaw.NotUtf8;
    }

    /// <summary>Appends it as a line without its ending.</summary>
    /// <exception cref="LocalProtocolException">
    /// A parameter but the last is empty, begins with a colon or has a space; or there is a line ending or NUL in one.
    /// </exception>
    public void WriteTo(IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(ToString(), output);

    /// <summary>The line without its ending.</summary>
    /// <exception cref="LocalProtocolException">As of <see cref="WriteTo"/>.</exception>
    public override string ToString()
    {
        var line = new StringBuilder();
        if (Tags.Count > 0)
            AppendTags(line);
        if (Source is not null)
            line.Append(':').Append(Source).Append(' ');
        line.Append(Command);
        for (int i = 0; i < Parameters.Count; i++)
            Append(line, Parameters[i], isLast: i == Parameters.Count - 1);

        string written = line.ToString();
        if (written.AsSpan().ContainsAny('\r', '\n', '\0'))
            throw new LocalProtocolException("a message of IRC that is more than one line");
        return written;
    }

    // The tags are read already.
    private static IrcMessage? Read(string text)
    {
        int at = 0;
        string? source = text[0] == ':' ? Next(text, ref at)[1..] : null;
        string command = Next(text, ref at).ToUpperInvariant();
        if (!IsCommand(command))
            return null;

        var parameters = new List<string>();
        bool hasColon = false;
        while (at < text.Length && !hasColon)
        {
            hasColon = text[at] == ':';
            bool isRest = hasColon || parameters.Count == IrcLimits.MaxParameters - 1;
            parameters.Add(isRest ? text[(hasColon ? at + 1 : at)..] : Next(text, ref at));
            if (isRest)
                break;
        }

        return new IrcMessage(command, parameters) { Source = source, HasColon = hasColon };
    }

    // A word, and past the spaces behind it.
    private static string Next(string text, ref int at)
    {
        int space = text.IndexOf(' ', at);
        int end = space < 0 ? text.Length : space;
        string word = text[at..end];
        for (at = end; at < text.Length && text[at] == ' ';)
            at++;
        return word;
    }

    private static bool IsCommand(string word) =>
        (word.Length > 0 && word.All(char.IsAsciiLetter)) || (word.Length == 3 && word.All(char.IsAsciiDigit));

    private void AppendTags(StringBuilder line)
    {
        char before = '@';
        foreach (IrcTag tag in Tags)
        {
            line.Append(before);
            tag.AppendTo(line);
            before = ';';
        }

        line.Append(' ');
    }

    private void Append(StringBuilder line, string parameter, bool isLast)
    {
        bool needsColon = parameter.Length == 0 || parameter[0] == ':'
            || parameter.Contains(' ', StringComparison.Ordinal);
        if (needsColon && !isLast)
            throw new LocalProtocolException("a parameter before the last is empty, or more than a word");

        line.Append(isLast && (needsColon || HasColon) ? " :" : " ").Append(parameter);
    }
}

/// <summary>What is wrong with a line of IRC.</summary>
public enum IrcLineFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is nothing in it: it is passed over in silence.</summary>
    Empty,

    /// <summary>Its tags or its text are longer than <see cref="IrcLimits"/>: 417.</summary>
    TooLong,

    /// <summary>It has NUL, or CR or LF inside.</summary>
    Control,

    /// <summary>It has no command, or what stands there is none.</summary>
    NoCommand,

    /// <summary>It is not UTF-8; where that is asked for (UTF8ONLY) the message must not be passed on.</summary>
    NotUtf8,
}
