using System.Text;
using System.Threading.Channels;
using Sockeye.Cli.Console.Streams;
using Sockeye.Protocols;
using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>Each line of the input is said in each room; nothing is printed.</summary>
internal sealed class PipedChat(CommandContext context, IReadOnlyList<ChatUrlRoom> rooms) : IChatView
{
    private const int MaxLineChars = 8 * 1024; // at a time: some 20 lines of IRC

    private readonly string[] _rooms = [.. rooms.Select(static room => room.Name)];

    public async Task FeedAsync(ChannelWriter<Action<IrcClientSession, TimeSpan>> commands, CancellationToken stop)
    {
        var lines = new BoundedLines(new StreamReader(context.Console.Input, Encoding.UTF8), MaxLineChars);
        while (await lines.ReadAsync(stop) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;

            foreach (string room in _rooms)
                await commands.WriteAsync((session, _) => session.Say(room, line), stop);
        }
    }

    public void OnEvent(IrcClientEvent happened)
    {
        switch (happened.Kind)
        {
            case IrcEventKind.NickInUse: Say($"sockeye: {ChatText.Told(happened)}"); break;
            case IrcEventKind.JoinRefused: throw Refused(happened.Text);
            case IrcEventKind.Kick when happened.IsOwn:
            case IrcEventKind.SayRefused: throw Refused(ChatText.Told(happened));
        }
    }

    public void Say(string line) => context.Console.Say(line);

    public void OnDone(IrcClientMemory memory)
    {
        if (context.Console.Json)
            context.Console.Print(new ChatSaidResult(_rooms, memory.ConfirmedLines), static _ => "");
    }

    public void Dispose()
    {
        // The input ends with the process.
    }

    private static PeerProtocolException Refused(string why) => new(ProtocolError.Refused, why);
}
