using System.Net;
using Sockeye.Cli.Console.Streams;
using Sockeye.Cli.Ending;
using Sockeye.Driving;
using Sockeye.Probing.Bridge;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Connect;

/// <summary>Makes standard input and output the other side of a connection: what netcat is.</summary>
internal sealed class StandardBridge(CommandContext context, bool hex, TimeSpan? idleTimeout)
{
    private const string Attempt = "carry data between the peer and standard input and output";

    private readonly Stream _output = hex ? new HexDumpStream(context.Console.Output) : context.Console.Output;

    public async Task<ExitCode> RunAsync(StreamConnection connection)
    {
        context.Console.Attempt = Attempt;
        await using StreamConnection _ = connection;
        using IdleWatch? idle = idleTimeout is { } limit ? new IdleWatch(connection, limit, context.Time) : null;
        var bridge = new StreamBridge(connection, context.Console.Input, _output, context.Time)
        {
            EndWithPeer = context.Console.InputIsTerminal,
        };
        try
        {
            await bridge.RunAsync(context.Stop);
            return ExitCode.Done;
        }
        catch (IOException) when (connection.EndReason == EndReason.IdleTooLong)
        {
            throw new TimeoutException($"the connection was idle for {idleTimeout!.Value.TotalSeconds:0.###} s");
        }
        catch (OperationCanceledException)
        {
            connection.Abort(EndReason.Cancelled);
            throw;
        }
    }

    public async Task<ExitCode> RunAsync(IDatagramSocket socket, EndPoint? peer)
    {
        context.Console.Attempt = Attempt;
        var bridge = new DatagramBridge(socket, peer, context.Console.Input, _output, context.Time)
        {
            QuietTime = idleTimeout ?? TimeSpan.FromSeconds(1),
            IdleTimeout = idleTimeout,
        };
        await bridge.RunAsync(context.Stop);
        return ExitCode.Done;
    }
}
