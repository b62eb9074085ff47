using System.Globalization;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands.Trace;

/// <summary>What becomes of the signals we get while strace runs.</summary>
/// <remarks>
/// strace ignores them while it runs a program (its <c>-I 3</c>), and lets go of a process it is attached to. A
/// terminal sends Ctrl-C to the program as well; a signal sent to us alone is passed on
/// to all that it follows, and the second one kills them.
/// </remarks>
internal sealed class StraceSignals : IDisposable
{
    private readonly CommandContext _context;
    private readonly int _strace;
    private readonly bool _isAttached;
    private readonly CancellationTokenRegistration _stop;
    private readonly CancellationTokenRegistration _insist;

    public StraceSignals(CommandContext context, int strace, bool isAttached)
    {
        (_context, _strace, _isAttached) = (context, strace, isAttached);
        context.Surroundings.Signals.LeavesTime = true; // the program decides when it ends
        _stop = context.Stop.Register(OnStop);
        _insist = context.Surroundings.Signals.Insist.Register(() => ToProgram(ProcessCalls.KillNow));
    }

    public void Dispose()
    {
        _stop.Dispose();
        _insist.Dispose();
    }

    private void OnStop()
    {
        bool isInterrupt = _context.Surroundings.Signals.CutOffCode == ExitCode.Interrupted;
        if (_isAttached)
            _ = ProcessCalls.Kill(_strace, ProcessCalls.Interrupt);
        else if (!isInterrupt || !_context.Console.InputIsTerminal)
            ToProgram(isInterrupt ? ProcessCalls.Interrupt : ProcessCalls.Terminate);
    }

    // All that strace follows: a daemon is no longer its child, and strace stays as long as one of them lives.
    private void ToProgram(int signal)
    {
        if (_isAttached)
            return;

        foreach (int process in Numbers().Where(IsFollowed))
            _ = ProcessCalls.Kill(process, signal);
    }

    private static IEnumerable<int> Numbers() => Directory.EnumerateDirectories("/proc")
        .Select(folder =>
            int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int number) ? number : 0)
        .Where(number => number > 0);

    // proc(5): /proc/PID/status
    private bool IsFollowed(int process)
    {
        string tracer = string.Create(CultureInfo.InvariantCulture, $"TracerPid:\t{_strace}");
        try
        {
            return File.ReadLines($"/proc/{process}/status").Contains(tracer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // the process has just ended
        }
    }
}
