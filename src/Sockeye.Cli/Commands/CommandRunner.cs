using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands;

/// <summary>The edge of the command: from what happened to one line and an exit code.</summary>
internal static class CommandRunner
{
    public static async Task<ExitCode> RunAsync(
        CommandConsole console, StopSignals signals, Func<Task<ExitCode>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return signals.CutOffCode;
        }
        catch (Exception error)
        {
            return Report(console, error, console.Attempt);
        }
    }

    /// <summary>
    /// The end of a command: results that could not be printed are told now, for the work was done first.
    /// </summary>
    /// <param name="console">Where they should have gone.</param>
    /// <param name="code">How the work ended.</param>
    public static ExitCode End(CommandConsole console, ExitCode code)
    {
        if (console.OutFailure() is not { } failure)
            return code;

        ExitCode ofOutput = Report(console, failure, "write standard output");
        return code == ExitCode.Done ? ofOutput : code;
    }

    /// <summary>Says what went wrong.</summary>
    /// <returns>Its exit code.</returns>
    public static ExitCode Report(CommandConsole console, Exception error, string attempt)
    {
        console.Say("sockeye: " + Describe(error, attempt));
        if (console.Verbose)
            console.Say(error.ToString());
        return CodeOf(error);
    }

    // One line: what was attempted, what happened, and where it is known what to do.
    private static string Describe(Exception error, string attempt)
    {
        if (error is OutOfMemoryException)
            return $"cannot {attempt}: out of memory, or of threads (raise 'ulimit -v', 'ulimit -u')";

        string message = MessageOf(error);
        bool saysItself = error is UsageException or NoWordForItException
            || message.StartsWith("cannot ", StringComparison.Ordinal);
        return PrintableText.Escape(saysItself ? message : $"cannot {attempt}: {message}");
    }

    // The runtime's own sentences name a whole path, between quotes, in the middle.
    private static string MessageOf(Exception error)
    {
        if (error is ArgumentException && error.Message.Contains("empty string", StringComparison.Ordinal))
            return "the name of a file is empty";

        string? why = error switch
        {
            UnauthorizedAccessException => "permission denied",
            FileNotFoundException { FileName: not null } => "there is no such file",
            DirectoryNotFoundException => "there is no such directory",
            _ => null,
        };
        string[] parts = error.Message.Split('\'');
        bool isOfRuntime = parts.Length == 3 && (parts[0].StartsWith("Access to", StringComparison.Ordinal)
            || parts[0].StartsWith("Could not find", StringComparison.Ordinal));
        return why is not null && isOfRuntime ? $"{parts[1]}: {why}" : error.Message;
    }

    /// <summary>The exit code of a failure.</summary>
    public static ExitCode CodeOf(Exception error) => error switch
    {
        UsageException or NotSupportedException => ExitCode.Usage,
        TimeoutException => ExitCode.TimedOut,
        ProtocolException or TlsHandshakeException or TlsTruncatedException => ExitCode.PeerFailed,
        TransportException { Failure: TransportFailure.TimedOut } => ExitCode.TimedOut,
        TransportException { Failure: TransportFailure.Refused or TransportFailure.PeerGone } => ExitCode.PeerFailed,
        EndOfStreamException => ExitCode.PeerFailed, // in the middle of what the peer had promised
        _ => ExitCode.Failed,
    };
}
