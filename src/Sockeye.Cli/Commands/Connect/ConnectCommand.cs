using System.CommandLine;
using System.Net;
using Sockeye.Cli.Ending;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Connect;

/// <summary><c>sockeye connect ENDPOINT</c>: standard input and output become the conversation with a server.</summary>
internal static class ConnectCommand
{
    public static CommandDefinition Definition => new(
        "connect", "Join standard input and output to a peer: call it.", AddTo)
    {
        Group = CommandGroup.Talk,
        Examples = ["seq 100 | sockeye connect tcp://127.0.0.1:7007", "sockeye connect tls://host:443"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<Endpoint> endpoint = CommonOptions.Endpoint("Whom to reach.");
        Option<bool> hex = BridgeOptions.Hex();
        Option<TimeSpan?> idle = BridgeOptions.Idle();
        Option<TimeSpan?> timeout = CommonOptions.Duration(
            "--timeout", "How long to wait for the connection. Default 10s.");
        command.Arguments.Add(endpoint);
        command.Options.Add(hex);
        command.Options.Add(idle);
        command.Options.Add(timeout);
        var trust = new TrustOptions();
        trust.AddTo(command);
        command.Bind(host, (parsed, plain) =>
        {
            CommandContext context = trust.Apply(parsed, plain);
            var bridge = new StandardBridge(context, parsed.GetValue(hex), parsed.GetValue(idle));
            return ConnectAsync(
                context, bridge, parsed.GetRequiredValue(endpoint), parsed.GetValue(timeout) ?? CommandTimeouts.Answer);
        });
    }

    private static async Task<ExitCode> ConnectAsync(
        CommandContext context, StandardBridge bridge, Endpoint endpoint, TimeSpan timeout)
    {
        context.Console.Attempt = $"connect to {endpoint}";
        if (endpoint.IsDatagram)
        {
            EndPoint peer = (await context.Network.Sockets.ResolveAsync(endpoint, context.Stop))[0];
            await using IDatagramSocket socket = context.Network.Sockets.Open(peer);
            return await bridge.RunAsync(socket, peer);
        }

        StreamConnection connection = await context.StepTimeoutOf(timeout).ForAsync(
            $"connect to {endpoint}", stop => context.Network.Streams.ConnectAsync(endpoint, stop));
        return await bridge.RunAsync(connection);
    }
}
