using Sockeye.Cli.Ending;
using Sockeye.Services.Talk;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Talk;

/// <summary>Our side of a talk: finds the other party, and says how it ended.</summary>
internal sealed class TalkParty(CommandContext context, TimeSpan timeout)
{
    public async Task<ExitCode> CallAsync(Endpoint endpoint)
    {
        StreamConnection connection = await context.StepTimeoutOf(timeout).ForAsync(
            $"connect to {endpoint}", stop => context.Network.Streams.ConnectAsync(endpoint, stop));
        return await TalkAsync(connection, endpoint.ToString());
    }

    public async Task<ExitCode> ListenAsync(Endpoint endpoint)
    {
        StreamConnection? connection;
        await using (IStreamListener listener = await context.Network.Streams.ListenAsync(endpoint, context.Stop))
        {
            context.Console.Say($"listening on {listener.Endpoint}");
            connection = await listener.AcceptAsync(context.Stop);
        }

        if (connection is null)
            return ExitCode.Failed;

        string peer = PeerAddress.TextOf(connection.RemoteEndPoint);
        return await TalkAsync(connection, peer.Length > 0 ? peer : endpoint.ToString());
    }

    private async Task<ExitCode> TalkAsync(StreamConnection connection, string peer)
    {
        context.Console.Attempt = $"talk with {peer}";
        context.Console.Say($"talking with {peer}; BYE ends it");
        TalkEnd end;
        using (ITalkConsole console = OpenConsole())
        await using (connection)
        {
            var conversation = new TalkConversation(
                connection, console.ReadLinesAsync(context.Stop), console.ShowPeerLine, context.Time);
            end = await conversation.RunAsync(context.Stop);
        }

        context.Console.Say(end switch
        {
            TalkEnd.WeSaidBye => "we said BYE",
            TalkEnd.PeerSaidBye => "the other party said BYE",
            TalkEnd.PeerLeft => "the other party left without BYE",
            _ => "our input ended",
        });
        return ExitCode.Done;
    }

    private ITalkConsole OpenConsole() => context.Console.InputIsTerminal && !context.Console.Json
        ? new TerminalTalkConsole(context)
        : new PlainTalkConsole(context);
}
