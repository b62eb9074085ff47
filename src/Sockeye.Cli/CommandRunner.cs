using System.Net.Sockets;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli;

/// <summary>The edge of the command: from what happened to one line and an exit code.</summary>
internal static class CommandRunner
{
    public static async Task<ExitCode> RunAsync(CommandContext context, Func<Task<ExitCode>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException) when (context.Signals.Stop.IsCancellationRequested)
        {
            return context.Signals.CutOffCode;
        }
        catch (Exception error)
        {
            context.Say("sockeye: " + PrintableText.Escape(error.Message));
            if (context.Verbose)
                context.Say(error.ToString());
            return CodeOf(error);
        }
    }

    private static ExitCode CodeOf(Exception error) => error switch
    {
        UsageException => ExitCode.Usage,
        TimeoutException => ExitCode.TimedOut,
        ProtocolException => ExitCode.PeerFailed,
        SocketCallException socket => CodeOf(socket.SocketError),
        _ => ExitCode.Failed,
    };

    private static ExitCode CodeOf(SocketError error) => error switch
    {
        SocketError.TimedOut => ExitCode.TimedOut,
        SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted
            or SocketError.Shutdown => ExitCode.PeerFailed,
        _ => ExitCode.Failed,
    };
}
