using Sockeye.Cli.Ending;
using Sockeye.Cli.Tracing;

namespace Sockeye.Cli.Commands;

/// <summary>Runs a command and shows its socket calls afterwards, however it ends.</summary>
internal static class TracedRun
{
    /// <param name="settings">How to show them; null runs the command as it is.</param>
    /// <param name="context">The command's surroundings.</param>
    /// <param name="command">The command.</param>
    public static async Task<ExitCode> RunAsync(
        TraceSettings? settings, CommandContext context, Func<Task<ExitCode>> command)
    {
        if (settings is null)
            return await command();

        using var output = new TraceOutput(settings, context);
        var recorder = new CallRecorder(settings, context.Time);
        context.Calls = recorder;
        try
        {
            return await command();
        }
        finally
        {
            Show(output, recorder, context);
        }
    }

    // The command has ended, and its result is what was asked for: a trace only watches.
    private static void Show(TraceOutput output, CallRecorder recorder, CommandContext context)
    {
        try
        {
            output.Show(recorder.Finish());
        }
        catch (IOException failure)
        {
            context.Say($"warning: there is no trace: {failure.Message}");
        }
    }
}
