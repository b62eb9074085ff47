using System.Globalization;
using System.Threading.Channels;
using Sockeye.Chat.Client;
using Sockeye.Cli.Ending;
using Sockeye.Protocols.Irc.Client;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>One <c>sockeye chat</c>: the client, and the view that suits its input and output.</summary>
internal sealed class ChatRun(CommandContext context, ChatUrl url, ChatSettings settings)
{
    private const int QueuedCommands = 16; // read ahead; then the input waits for the server
    private const int PipeReconnects = 10; // some 5 minutes: then a script should know

    public async Task<ExitCode> RunAsync()
    {
        context.Console.Attempt = $"chat at {url.Server}";
        bool isForPerson = context.Console is { InputIsTerminal: true, OutputIsTerminal: true, Json: false }
            && !settings.Follows;
        if (url.Rooms.Count == 0 && !isForPerson)
            throw new UsageException($"which room? write it behind the server: irc://{url.Server.Host}/#room");

        var commands = Channel.CreateBounded<Action<IrcClientSession, TimeSpan>>(QueuedCommands);
        using IChatView view = isForPerson ? new TerminalChat(context, url.Rooms, settings.Client.Nick)
            : settings.Follows ? new FollowedChat(context)
            : new PipedChat(context, url.Rooms);
        IrcClient client = ClientWith(view, commands.Reader, isPipe: view is PipedChat);
        foreach (ChatUrlRoom room in url.Rooms)
            client.Memory.Want(room.Name, room.Key);
        await RunAsync(client, view, commands.Writer);
        view.OnDone(client.Memory);
        return ExitCode.Done;
    }

    private async Task RunAsync(
        IrcClient client, IChatView view, ChannelWriter<Action<IrcClientSession, TimeSpan>> commands)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        Task feeding = FeedAsync(view, commands, over.Token);
        try
        {
            await client.RunAsync(context.Stop);
        }
        finally
        {
            await over.CancelAsync();
            await feeding;
        }
    }

    // A failure of the input reaches the client, which ends by it.
    private static async Task FeedAsync(
        IChatView view, ChannelWriter<Action<IrcClientSession, TimeSpan>> commands, CancellationToken stop)
    {
        try
        {
            await view.FeedAsync(commands, stop);
            commands.TryComplete();
        }
        catch (Exception failure)
        {
            commands.TryComplete(failure);
        }
    }

    private IrcClient ClientWith(
        IChatView view, ChannelReader<Action<IrcClientSession, TimeSpan>> commands, bool isPipe)
    {
        int reconnects = !settings.Reconnects ? 0 : isPipe ? PipeReconnects : int.MaxValue;
        var options = new IrcConnectOptions(settings.Client, new Random(Environment.ProcessId))
        {
            ConnectTimeout = settings.ConnectTimeout,
            MaxReconnects = reconnects,
        };
        return new IrcClient(context.Network.Streams, url.Server, options, context.Time)
        {
            Commands = commands,
            OnEvent = view.OnEvent,
            OnLost = (why, after) => view.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"sockeye: {ChatText.Safe(why.Message)}; trying again in {after.TotalSeconds:0.#} s")),
            OnUnknown = lines => view.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"sockeye: of the last {lines} lines it is not known whether they arrived; they are not said again")),
        };
    }
}
