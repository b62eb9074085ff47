using System.CommandLine;
using Sockeye.Cli.Commands.Connect;
using Sockeye.Cli.Ending;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Listen;

/// <summary>
/// <c>sockeye listen ENDPOINT</c>: waits for one peer, then standard input and output are the conversation.
/// </summary>
internal static class ListenCommand
{
    public static CommandDefinition Definition => new(
        "listen", "Join standard input and output to a peer: wait for it.", AddTo)
    {
        Group = CommandGroup.Talk,
        Examples = ["sockeye listen tcp://127.0.0.1:6000 > received"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<Endpoint> endpoint = CommonOptions.Endpoint("Where to listen.");
        Option<bool> hex = BridgeOptions.Hex();
        Option<TimeSpan?> idle = BridgeOptions.Idle();
        command.Arguments.Add(endpoint);
        command.Options.Add(hex);
        command.Options.Add(idle);
        var identity = new IdentityOptions();
        identity.AddTo(command);
        command.Bind(host, (parsed, plain) =>
        {
            CommandContext context = identity.Apply(parsed, plain, parsed.GetRequiredValue(endpoint));
            var bridge = new StandardBridge(context, parsed.GetValue(hex), parsed.GetValue(idle));
            return ListenAsync(context, bridge, parsed.GetRequiredValue(endpoint));
        });
    }

    private static async Task<ExitCode> ListenAsync(CommandContext context, StandardBridge bridge, Endpoint endpoint)
    {
        if (endpoint.IsDatagram)
        {
            await using IDatagramSocket socket = await context.Network.Sockets.BindAsync(endpoint, context.Stop);
            context.Console.Say($"listening on {socket.Endpoint}");
            return await bridge.RunAsync(socket, peer: null);
        }

        StreamConnection? connection;
        await using (IStreamListener listener = await context.Network.Streams.ListenAsync(endpoint, context.Stop))
        {
            context.Console.Say($"listening on {listener.Endpoint}");
            connection = await listener.AcceptAsync(context.Stop);
        }

        return connection is null ? ExitCode.Failed : await bridge.RunAsync(connection);
    }
}
