using System.Globalization;

namespace Sockeye.Cli.Commands.Trace;

/// <summary>What becomes of the signals we get while strace runs.</summary>
/// <remarks>
/// strace ignores them while it runs a program (its <c>-I 3</c>), and lets go of a process it is attached to. A terminal
/// sends Ctrl-C to the program as well; a signal sent to us alone is passed on.
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
        _stop = context.Signals.Stop.Register(OnStop);
        _insist = context.Signals.Insist.Register(() => ToProgram(ProcessCalls.KillNow));
    }

    public void Dispose()
    {
        _stop.Dispose();
        _insist.Dispose();
    }

    private void OnStop()
    {
        bool isInterrupt = _context.Signals.CutOffCode == ExitCode.Interrupted;
        if (_isAttached)
            _ = ProcessCalls.Kill(_strace, ProcessCalls.Interrupt);
        else if (!isInterrupt || !_context.InputIsTerminal)
            ToProgram(isInterrupt ? ProcessCalls.Interrupt : ProcessCalls.Terminate);
    }

    // The program is strace's child (proc(5): /proc/PID/task/TID/children).
    private void ToProgram(int signal)
    {
        if (_isAttached)
            return;

        try
        {
            foreach (string child in File.ReadAllText($"/proc/{_strace}/task/{_strace}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                _ = ProcessCalls.Kill(int.Parse(child, CultureInfo.InvariantCulture), signal);
        }
        catch (IOException)
        {
            // strace has just ended
        }
    }
}
