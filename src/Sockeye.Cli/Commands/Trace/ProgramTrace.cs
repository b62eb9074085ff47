using System.Diagnostics;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Tracing;
using Sockeye.Protocols.Text;
using Sockeye.Tracing;
using Sockeye.Tracing.Strace;

namespace Sockeye.Cli.Commands.Trace;

/// <summary>Runs a program under strace(1), which writes into a pipe that is read meanwhile.</summary>
internal sealed class ProgramTrace(CommandContext context, TraceSettings settings)
{
    public async Task<ExitCode> RunAsync(TraceTarget target)
    {
        context.Console.Attempt = target.Process is { } process
            ? $"trace process {process}"
            : $"trace {target.Program[0]}";
        Version version = Strace.Find();
        if (target.Process is null && ProgramFile.FlawOf(target.Program[0]) is { } flaw)
        {
            context.Console.Say($"sockeye: cannot trace {PrintableText.Escape(target.Program[0])}: {flaw.Why}");
            return (ExitCode)flaw.Code;
        }

        using var output = new TraceOutput(settings, context.Console);
        using var pipe = new NamedPipe();
        var log = new CallLog(settings.MaxCalls);
        var origin = TraceOrigin.Of(WordsOf(target), context.Surroundings.Time.GetLocalNow());
        var reader = new StraceReader(call => Keep(log, call));
        StreamReader lines = pipe.OpenReader(); // before anybody can let go of the pipe
        using Process strace = Strace.Start(target, version, pipe.Path, settings.KeepsPayload);
        using var signals = new StraceSignals(context, strace.Id, isAttached: target.Process is not null);
        Task reading = Task.Run(() => Read(lines, pipe, reader));
        await strace.WaitForExitAsync();
        pipe.Release();
        await reading;
        reader.OnEnd();
        if (log.Count == 0 && reader.UnreadableLines == 0 && strace.ExitCode != 0)
            return (ExitCode)strace.ExitCode; // strace has said why

        output.Show(log, settings.Sockets, origin);
        if (reader.UnreadableLines > 0)
            context.Console.Say($"{reader.UnreadableLines} lines of strace were not understood");
        return (ExitCode)strace.ExitCode;
    }

    // Of a process that runs already as proc(5) has them: each ended by a NUL.
    private static string[] WordsOf(TraceTarget target)
    {
        if (target.Process is not { } process)
            return target.Program;

        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").TrimEnd('\0').Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [$"process {process}"]; // strace will say why
        }
    }

    private void Keep(CallLog log, TracedCall call)
    {
        if (!settings.Hidden.Contains(call.Name))
            log.Add(call);
    }

    private static void Read(StreamReader lines, NamedPipe pipe, StraceReader reader)
    {
        try
        {
            using (lines)
            {
                while (lines.ReadLine() is { } line)
                    reader.OnLine(line);
            }
        }
        finally
        {
            pipe.Release(); // if we fail, strace must not wait for a reader
        }
    }
}
