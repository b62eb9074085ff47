using System.Threading.Channels;
using Sockeye.Protocols;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Irc.Client;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>What is said is printed, a line each; with <c>--json</c> everything that happens, an object each.</summary>
internal sealed class FollowedChat(CommandContext context) : IChatView
{
    private readonly HashSet<string> _rooms = new(ChatNameComparer.Instance);

    public Task FeedAsync(ChannelWriter<Action<IrcClientSession, TimeSpan>> commands, CancellationToken stop) =>
        Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stop); // until we are stopped

    public void OnEvent(IrcClientEvent happened)
    {
        if (context.Console.OutFailure() is { } failure)
            throw failure; // nobody reads any more: grep -m 1

        Print(happened);
        if (happened is { IsOwn: true, Kind: IrcEventKind.Join, Room: { } room })
            _rooms.Add(room);
        if (happened.Kind == IrcEventKind.NickInUse)
            Say($"sockeye: {ChatText.Told(happened)}");
        bool isOut = happened.Kind == IrcEventKind.JoinRefused
            || happened is { Kind: IrcEventKind.Kick, IsOwn: true };
        if (!isOut)
            return;

        string why = happened.Kind == IrcEventKind.Kick ? ChatText.Told(happened) : happened.Text;
        _rooms.Remove(happened.Room ?? "");
        if (_rooms.Count == 0)
            throw new PeerProtocolException(ProtocolError.Refused, why);

        Say($"sockeye: {ChatText.Safe(why)}");
    }

    public void Say(string line) => context.Console.Say(line);

    public void OnDone(IrcClientMemory memory)
    {
        // It was printed as it came.
    }

    public void Dispose()
    {
        // There is nothing to be left in order.
    }

    private void Print(IrcClientEvent happened)
    {
        string? said = ChatText.Said(happened);
        bool isShown = context.Console.Json ? KindOf(happened.Kind) is not null : said is not null;
        if (!isShown)
            return;

        var result = new ChatEventResult(
            happened.Time ?? context.Time.GetUtcNow(), happened.Room, happened.Nick, happened.Account,
            KindOf(happened.Kind) ?? "", FormattingCodes.Strip(happened.Text), happened.Id);
        context.Console.Print(result, _ => said ?? "");
    }

    private static string? KindOf(IrcEventKind kind) => kind switch
    {
        IrcEventKind.Message => "message",
        IrcEventKind.Notice => "notice",
        IrcEventKind.Action => "action",
        IrcEventKind.Join => "join",
        IrcEventKind.Part => "part",
        IrcEventKind.Quit => "quit",
        IrcEventKind.Kick => "kick",
        IrcEventKind.Nick => "nick",
        IrcEventKind.Topic => "topic",
        _ => null,
    };
}
