using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Tracing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Tracing;

/// <summary>Runs a command and shows its socket calls afterwards, however it ends.</summary>
internal static class TracedRun
{
    /// <param name="settings">How to show them; null runs the command as it is.</param>
    /// <param name="words">The command line.</param>
    /// <param name="console">Where to show them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="command">The command; it is given whom to tell of its socket calls.</param>
    public static async Task<ExitCode> RunAsync(
        TraceSettings? settings, IEnumerable<string> words, CommandConsole console, TimeProvider time,
        Func<ISocketCallSink?, Task<ExitCode>> command)
    {
        if (settings is null)
            return await command(null);

        using var output = new TraceOutput(settings, console);
        var origin = TraceOrigin.Of(words, time.GetLocalNow());
        var recorder = new CallRecorder(settings, time);
        try
        {
            return await command(recorder);
        }
        finally
        {
            Show(output, recorder, settings, origin, console);
        }
    }

    // The command has ended, and its result is what was asked for: a trace only watches.
    private static void Show(
        TraceOutput output, CallRecorder recorder, TraceSettings settings, TraceOrigin origin, CommandConsole console)
    {
        try
        {
            // None of our own sockets is a helper: the runtime's are not told of.
            output.Show(recorder.Finish(), settings.Sockets with { HidesHelpers = false }, origin);
        }
        catch (IOException failure)
        {
            console.Say($"warning: there is no trace: {failure.Message}");
        }
    }
}
