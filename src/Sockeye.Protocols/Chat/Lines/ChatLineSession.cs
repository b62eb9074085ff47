using System.Buffers;
using Sockeye.Protocols.Talk;

namespace Sockeye.Protocols.Chat.Lines;

/// <summary>
/// A hall for somebody at netcat or telnet: lines in, lines out, and what is asked for done in the hall.
/// </summary>
/// <remarks>
/// Its calls are made by who has the hall's turn. The first lines are tried as names, until one is taken; from then on
/// what is typed is said in a room, but for commands, which begin with a slash.
/// </remarks>
/// <param name="options">How it meets the hall.</param>
/// <param name="write">Takes a line for it, safe to show and without ending; must only queue it.</param>
/// <param name="close">Ends its connection, after what was written; must not wait for that.</param>
public sealed class ChatLineSession(ChatLineOptions options, Action<string> write, Action close) : IChatDoor
{
    private ChatLineCommands? _commands; // null before it has a name
    private int _namesTried;

    /// <summary>Asks for a name. No line: the answer stands beside it.</summary>
    public static ReadOnlySpan<byte> Prompt => "Your name? "u8;

    /// <summary>Whether it has a name, and is in the hall.</summary>
    public bool IsInside => _commands is not null;

    /// <summary>Whether it wants nothing more; who owns the session then leaves the hall for it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What it said last, when it is over; for the others.</summary>
    public string LastWord { get; private set; } = "";

    /// <summary>A line was typed.</summary>
    /// <param name="hall">Where; its time is now.</param>
    /// <param name="line">Without its ending.</param>
    public void OnLine(ChatHall hall, ReadOnlySequence<byte> line)
    {
        string text = ChatLineText.Read(line);
        if (IsOver || string.IsNullOrWhiteSpace(text))
            return;
        if (TalkLine.IsBye(text))
            End(TalkLine.Bye);
        else if (_commands is not { } commands)
            TakeName(hall, text.Trim());
        else if (text[0] != '/')
            commands.Say(hall, text);
        else if (text.StartsWith("//", StringComparison.Ordinal))
            commands.Say(hall, text[1..]);
        else
            RunCommand(commands, hall, text[1..]);
    }

    /// <summary>It leaves the hall, if it is there.</summary>
    /// <param name="hall">Which.</param>
    /// <param name="reason">Why, for the others.</param>
    public void Leave(ChatHall hall, string reason)
    {
        if (_commands is not null)
            hall.Leave(_commands.Member, ChatLineText.Cut(reason, hall.Limits.MaxTopic));
    }

    /// <inheritdoc/>
    void IChatDoor.Tell(ChatEvent what)
    {
        if (_commands is { } commands && ChatLineEvents.LineOf(what, commands.Member, commands.Room) is { } line)
            write(line);
    }

    /// <inheritdoc/>
    void IChatDoor.Close(string reason)
    {
        IsOver = true;
        Note(ChatLineText.Show(reason));
        close();
    }

    private void TakeName(ChatHall hall, string name)
    {
        if (name.StartsWith('/'))
        {
            if (name.Equals("/quit", StringComparison.OrdinalIgnoreCase))
                End("");
            else
                Note("First a name, then commands.");
            return;
        }

        var person = new ChatPerson(name, "~lines", options.Host, null) { RealName = name };
        ChatRefusal refusal = hall.Enter(person, this, options.IsSecure, out ChatMember? member);
        if (refusal != ChatRefusal.None)
        {
            Note(ChatLineRefusals.WordsOf(refusal));
            IsOver = ++_namesTried == options.MaxNames;
            return;
        }

        _commands = new ChatLineCommands(member!, options, write);
        Note($"Welcome, {name}. What you type is said to all in the room.");
        Note("/who tells who is there, /help what else there is; BYE alone on a line ends it.");
        _commands.Join(hall, options.Lobby);
    }

    private void RunCommand(ChatLineCommands commands, ChatHall hall, string line)
    {
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        string name = blank < 0 ? line : line[..blank];
        string rest = blank < 0 ? "" : line[(blank + 1)..].Trim();
        if (name.Equals("quit", StringComparison.OrdinalIgnoreCase))
            End(rest);
        else if (!commands.TryRun(hall, name, rest))
            Note($"There is no /{ChatLineText.Show(name)}; /help tells what there is, and //text says /text.");
    }

    private void End(string lastWord)
    {
        LastWord = lastWord;
        IsOver = true;
    }

    private void Note(string sentence) => write(ChatLineEvents.Mark + sentence);
}
