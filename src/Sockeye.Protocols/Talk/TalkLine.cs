using System.Buffers;
using System.Text;
using Sockeye.Protocols.Text;

namespace Sockeye.Protocols.Talk;

/// <summary>
/// The lines of a talk: UTF-8 text ended by LF. The line <c>BYE</c>, blanks and case ignored, ends it.
/// </summary>
public static class TalkLine
{
    /// <summary>The line that ends a talk.</summary>
    public const string Bye = "BYE";

    /// <summary>Whether <paramref name="line"/> ends the talk.</summary>
    public static bool IsBye(string line) => line.AsSpan().Trim().Equals(Bye, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a line of the peer ends the talk; asked of its bytes, because <see cref="Read"/> escapes a tab.
    /// </summary>
    public static bool IsBye(ReadOnlySequence<byte> line) => IsBye(Encoding.UTF8.GetString(line));

    /// <summary>Writes a line. Its own line breaks, which would make it several, become blanks.</summary>
    public static void Write(string line, IBufferWriter<byte> output)
    {
        Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" "), output);
        output.Write("\n"u8);
    }

    /// <summary>A line of the peer, safe to show.</summary>
    public static string Read(ReadOnlySequence<byte> line) => PrintableText.Escape(line.ToArray());
}
