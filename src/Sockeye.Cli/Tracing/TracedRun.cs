using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tracing;

/// <summary>Runs a command and shows its socket calls afterwards, however it ends.</summary>
internal static class TracedRun
{
    /// <param name="settings">How to show them; null runs the command as it is.</param>
    /// <param name="console">Where to show them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="command">The command; it is given whom to tell of its socket calls.</param>
    public static async Task<ExitCode> RunAsync(
        TraceSettings? settings, CommandConsole console, TimeProvider time,
        Func<ISocketCallSink?, Task<ExitCode>> command)
    {
        if (settings is null)
            return await command(null);

        using var output = new TraceOutput(settings, console);
        var recorder = new CallRecorder(settings, time);
        try
        {
            return await command(recorder);
        }
        finally
        {
            Show(output, recorder, console);
        }
    }

    // The command has ended, and its result is what was asked for: a trace only watches.
    private static void Show(TraceOutput output, CallRecorder recorder, CommandConsole console)
    {
        try
        {
            output.Show(recorder.Finish());
        }
        catch (IOException failure)
        {
            console.Say($"warning: there is no trace: {failure.Message}");
        }
    }
}
