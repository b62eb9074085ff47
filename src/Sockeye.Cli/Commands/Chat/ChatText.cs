using Sockeye.Protocols.Irc.Client;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>What happens in a chat as a line that is safe to show.</summary>
internal static class ChatText
{
    // All of a line of 512 bytes, were each of them an escape.
    private const int MaxChars = 4 * 512;

    /// <summary>A stranger's text without colours, other control characters escaped.</summary>
    public static string Safe(string? text) => PrintableText.Escape(FormattingCodes.Strip(text ?? ""), MaxChars);

    /// <summary>Whether a text has a nick in it, as a word.</summary>
    public static bool Names(string text, string nick)
    {
        for (int at = 0; (at = text.IndexOf(nick, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            int end = at + nick.Length;
            if ((at == 0 || !IsOfNick(text[at - 1])) && (end == text.Length || !IsOfNick(text[end])))
                return true;
        }

        return false;
    }

    /// <summary>Of <c>--follow</c>: what was said, with the room; null for what is nothing said.</summary>
    public static string? Said(IrcClientEvent happened)
    {
        string nick = Safe(happened.Nick), text = Safe(happened.Text);
        return happened.Kind switch
        {
            IrcEventKind.Message => $"[{Safe(happened.Room)}] <{nick}> {text}",
            IrcEventKind.Notice when happened.Room is not null && ChatUrlRoom.IsRoom(happened.Room) =>
                $"[{Safe(happened.Room)}] -{nick}- {text}",
            IrcEventKind.Action => $"[{Safe(happened.Room)}] * {nick} {text}",
            _ => null,
        };
    }

    /// <summary>For a person, below the room's name or not: everything that happens.</summary>
    public static string Told(IrcClientEvent happened)
    {
        string nick = Safe(happened.Nick), room = Safe(happened.Room), text = Safe(happened.Text);
        string why = text.Length > 0 ? $" ({text})" : "";
        return happened.Kind switch
        {
            IrcEventKind.Notice => $"-{nick}- {text}",
            IrcEventKind.Join => $"{room}: {nick} has come",
            IrcEventKind.Part => $"{room}: {nick} has left{why}",
            IrcEventKind.Quit => $"{nick} has gone{why}",
            IrcEventKind.Kick => $"{room}: {nick} was put out{why}",
            IrcEventKind.Nick => $"{nick} is {text} now",
            IrcEventKind.Topic => $"{room}: the topic is {text}",
            IrcEventKind.Names => $"{room}: {text}",
            IrcEventKind.NickInUse => $"the nick {nick} is in use; asking for {text}",
            IrcEventKind.SayRefused => $"cannot say it in {room}: {text}",
            IrcEventKind.Ended => $"the server ends the connection{why}",
            _ => Said(happened) ?? text,
        };
    }

    private static bool IsOfNick(char character) => char.IsLetterOrDigit(character) || character is '_' or '-';
}
