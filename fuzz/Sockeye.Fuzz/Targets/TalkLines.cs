using System.Buffers;
using Sockeye.Protocols.Talk;
using Sockeye.Protocols.Text;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a stranger writes, what is shown of it has no character that a terminal would obey, and stays within the
/// limit; and what we write of a text is one line.
/// </summary>
internal static class TalkLines
{
    private const int MaxChars = 20; // short, so that inputs reach it

    public static void Run(ReadOnlySpan<byte> input)
    {
        var line = new ReadOnlySequence<byte>(input.ToArray());
        TalkLine.IsBye(line);
        string shown = TalkLine.Read(line);
        Invariant.Require(IsSafe(shown), "not safe to show");
        Invariant.Require(PrintableText.Escape(input, MaxChars).Length <= MaxChars + 1, "longer than may be shown");

        var output = new ArrayBufferWriter<byte>();
        TalkLine.Write(System.Text.Encoding.UTF8.GetString(input), output);
        Invariant.Require(output.WrittenSpan.IndexOf((byte)'\n') == output.WrittenCount - 1, "more than a line");
    }

    /// <summary>Whether a terminal shows it as it is.</summary>
    public static bool IsSafe(string text) =>
        !text.Any(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\u202e' or '\u200f');
}
