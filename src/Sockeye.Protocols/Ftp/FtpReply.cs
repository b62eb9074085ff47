using System.Buffers;
using System.Globalization;
using System.Text;

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
