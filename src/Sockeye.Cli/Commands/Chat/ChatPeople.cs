using Sockeye.Cli.Console.Lines;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Irc.Client;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>Who was seen in our rooms, for completion. Filled by the client's task, asked by the keyboard's.</summary>
internal sealed class ChatPeople
{
    private const int MaxNicks = 10_000; // of the largest rooms; bounds what a server can make us keep

    private readonly Lock _lock = new();
    private readonly HashSet<string> _nicks = new(ChatNameComparer.Instance);

    /// <summary>Learns of whoever comes, speaks or goes.</summary>
    public void OnEvent(IrcClientEvent happened)
    {
        lock (_lock)
        {
            switch (happened.Kind)
            {
                case IrcEventKind.Names:
                    foreach (string name in happened.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        Add(name.TrimStart('~', '&', '@', '%', '+', '!'));
                    break;
                case IrcEventKind.Join or IrcEventKind.Message or IrcEventKind.Action: Add(happened.Nick); break;
                case IrcEventKind.Quit: _nicks.Remove(happened.Nick ?? ""); break;
                case IrcEventKind.Nick:
                    _nicks.Remove(happened.Nick ?? "");
                    Add(happened.Text);
                    break;
            }
        }
    }

    /// <summary>
    /// What the word at the cursor could become: a command, or a nick, with a colon at the line's start.
    /// </summary>
    public Completion Complete(string line, int cursor)
    {
        int start = line[..cursor].LastIndexOf(' ') + 1;
        string word = line[start..cursor];
        string after = start == 0 ? ": " : " ";
        IEnumerable<string> words = start == 0 && word.StartsWith('/')
            ? ChatLine.Commands.Select(static command => command + " ")
            : Nicks().Select(nick => nick + after);
        IEnumerable<string> fitting =
            words.Where(known => known.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return new Completion(start, [.. fitting.Order(StringComparer.Ordinal)]);
    }

    private string[] Nicks()
    {
        lock (_lock)
            return [.. _nicks];
    }

    private void Add(string? nick)
    {
        if (nick is { Length: > 0 } && _nicks.Count < MaxNicks && PrintableText.IsPrintable(nick))
            _nicks.Add(nick);
    }
}
