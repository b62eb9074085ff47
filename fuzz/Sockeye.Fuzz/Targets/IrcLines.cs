using System.Text;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Irc;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a line is, what is understood of it is written as one line that is understood as the same; masks and pieces
/// of a stranger's text end.
/// </summary>
internal static class IrcLines
{
    private const int MaxPieceBytes = 20; // short, so that inputs reach it

    public static void Run(ReadOnlySpan<byte> input)
    {
        IrcLineFlaw flaw = IrcMessage.Parse(input, out IrcMessage? message);
        Invariant.Require((message is null) == flaw is not (IrcLineFlaw.None or IrcLineFlaw.NotUtf8), "half understood");
        if (flaw == IrcLineFlaw.None)
        {
            string written = message!.ToString();
            Invariant.Require(IrcMessage.Parse(Encoding.UTF8.GetBytes(written), out IrcMessage? again) == flaw, "not understood again");
            Invariant.Require(again!.ToString() == written, "another message");
            Invariant.Require(again.Parameters.SequenceEqual(message.Parameters), "other parameters");
        }

        string text = Encoding.UTF8.GetString(input);
        IReadOnlyList<string> pieces = IrcTextSplitter.Split(text, MaxPieceBytes);
        Invariant.Require(pieces.All(piece => Encoding.UTF8.GetByteCount(piece) <= MaxPieceBytes), "a piece too long");
        Invariant.Require(ChatMask.Matches(ChatMask.Complete("*"), $"{text}!{text}@{text}"), "not of everybody");
        _ = ChatMask.Matches(ChatMask.Complete(text), text);
    }
}
