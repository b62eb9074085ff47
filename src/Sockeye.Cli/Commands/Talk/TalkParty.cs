using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Services.Talk;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Talk;

/// <summary>Our side of a talk: finds the other party, and says how it ended.</summary>
internal sealed class TalkParty(CommandContext context, TimeSpan timeout)
{
    public async Task<ExitCode> CallAsync(Endpoint endpoint)
    {
        StreamConnection connection = await new Patience(timeout, context).ForAsync(
            $"connect to {endpoint}", stop => context.Streams.ConnectAsync(endpoint, stop));
        return await TalkAsync(connection, endpoint.ToString());
    }

    public async Task<ExitCode> ListenAsync(Endpoint endpoint)
    {
        StreamConnection? connection;
        await using (IStreamListener listener = await context.Streams.ListenAsync(endpoint, context.Signals.Stop))
        {
            context.Say($"listening on {listener.Endpoint}");
            connection = await listener.AcceptAsync(context.Signals.Stop);
        }

        if (connection is null)
            return ExitCode.Failed;

        string peer = PeerAddress.TextOf(connection.RemoteEndPoint);
        return await TalkAsync(connection, peer.Length > 0 ? peer : endpoint.ToString());
    }

    private async Task<ExitCode> TalkAsync(StreamConnection connection, string peer)
    {
        context.Attempt = $"talk with {peer}";
        context.Say($"talking with {peer}; BYE ends it");
        TalkEnd end;
        using (ITalkConsole console = OpenConsole())
        await using (connection)
        {
            var conversation = new TalkConversation(
                connection, console.ReadLinesAsync(context.Signals.Stop), console.ShowPeerLine, context.Time);
            end = await conversation.RunAsync(context.Signals.Stop);
        }

        context.Say(end switch
        {
            TalkEnd.WeSaidBye => "we said BYE",
            TalkEnd.PeerSaidBye => "the other party said BYE",
            TalkEnd.PeerLeft => "the other party left without BYE",
            _ => "our input ended",
        });
        return ExitCode.Done;
    }

    private ITalkConsole OpenConsole() => context.InputIsTerminal && !context.Json
        ? new TerminalTalkConsole(context)
        : new PlainTalkConsole(context);
}
