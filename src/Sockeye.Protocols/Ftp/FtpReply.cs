using System.Buffers;
using System.Globalization;
using System.Text;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Ftp;

/// <summary>An answer on the control connection (RFC 959 §4.2).</summary>
/// <remarks>
/// <code>
/// 226 One line.
///
/// 211-The first of several
///  those between
/// 211 The last
/// </code>
/// </remarks>
/// <param name="Code">Three digits: 100 to 659.</param>
/// <param name="Lines">
/// The text, one line at least, without codes. Of a peer, not safe to show as it is.
/// </param>
public sealed record FtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>An answer of one line.</summary>
    public FtpReply(int code, string text)
        : this(code, [text])
    {
    }

    /// <summary>Whether another answer to the same command follows (1yz).</summary>
    public bool IsPreliminary => Code / 100 == 1;

    /// <summary>Whether it was done (2yz).</summary>
    public bool IsDone => Code / 100 == 2;

    /// <summary>Whether a further command is needed to go on (3yz).</summary>
    public bool IsIntermediate => Code / 100 == 3;

    /// <summary>The last line.</summary>
    public string Text => Lines[^1];

    /// <summary>Appends it in its wire form.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        for (int index = 0; index < Lines.Count; index++)
        {
            bool isLast = index == Lines.Count - 1;
            string start = isLast ? $"{Digits} " : index == 0 ? $"{Digits}-" : " ";
            Encoding.UTF8.GetBytes(start, output);
            Encoding.UTF8.GetBytes(Lines[index], output);
            output.Write("\r\n"u8);
        }
    }

    private string Digits => Code.ToString("000", CultureInfo.InvariantCulture);
}

/// <summary>Cuts what a server says into replies.</summary>
/// <remarks>
/// The lines between the first and the last begin as they like, with the code and a hyphen too. Bytes that are not
/// UTF-8 become replacement characters: the text is only for people.
/// </remarks>
public sealed class FtpReplyDecoder : IFrameDecoder<FtpReply>
{
    private readonly LineDecoder _lines = new(FtpLimits.MaxReplyLineBytes);
    private readonly List<string> _text = [];
    private int _code; // of a reply of several lines that has begun; else 0
    private int _bytes;

    /// <inheritdoc/>
    /// <remarks>Lines of an unfinished reply are kept here, so <paramref name="input"/> moves with each line.</remarks>
    /// <exception cref="PeerProtocolException">It is no reply, or longer than the limits.</exception>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out FtpReply frame)
    {
        while (_lines.TryDecode(ref input, out ReadOnlySequence<byte> line))
        {
            if (Take(Encoding.UTF8.GetString(line), (int)line.Length) is not { } reply)
                continue;

            frame = reply;
            return true;
        }

        frame = null!;
        return false;
    }

    private FtpReply? Take(string line, int bytes)
    {
        bool hasCode = TryReadCode(line, out int code, out bool isLast);
        if (_code == 0 && !hasCode)
            throw new PeerProtocolException(ProtocolError.Malformed, "a reply without a code");

        bool isOurs = hasCode && (_code == 0 || code == _code);
        _code = _code == 0 ? code : _code;
        Keep(isOurs ? line[Math.Min(4, line.Length)..] : line.StartsWith(' ') ? line[1..] : line, bytes);
        return isOurs && isLast ? Finish() : null;
    }

    private void Keep(string text, int bytes)
    {
        _bytes += bytes;
        if (_text.Count == FtpLimits.MaxReplyLines || _bytes > FtpLimits.MaxReplyBytes)
            throw new PeerProtocolException(ProtocolError.FrameTooLong, "a reply without an end");

        _text.Add(text);
    }

    private FtpReply Finish()
    {
        var reply = new FtpReply(_code, [.. _text]);
        _text.Clear();
        (_code, _bytes) = (0, 0);
        return reply;
    }

    // "226 text", "226-text", and "226" alone, which some servers send.
    private static bool TryReadCode(string line, out int code, out bool isLast)
    {
        (code, isLast) = (0, false);
        if (line.Length < 3 || !line.AsSpan(0, 3).ContainsOnlyDigits())
            return false;

        code = (100 * (line[0] - '0')) + (10 * (line[1] - '0')) + (line[2] - '0');
        isLast = line.Length == 3 || line[3] == ' ';
        return code is >= 100 and < 660 && (isLast || line[3] == '-');
    }
}
