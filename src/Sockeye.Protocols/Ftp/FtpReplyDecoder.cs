using System.Buffers;
using System.Text;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Ftp;

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
