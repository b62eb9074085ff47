using System.Runtime.InteropServices;

namespace Sockeye.Cli.Ending;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP: the first asks to stop, the second insists. SIGUSR1 has log files opened again.
/// </summary>
/// <remarks>
/// SIGHUP and SIGUSR1 stay ignored if they were when the process began, as nohup(1) has it; .NET does so for SIGINT. A
/// command that does not end then, because its output is not read or its terminal is stopped, is ended: what writes
/// to those cannot be called off.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    /// <summary>
    /// How long a command may take to end once it must: 5 s, our choice, as the drain time of servers.
    /// </summary>
    private static readonly TimeSpan LastResort = TimeSpan.FromSeconds(5);

    private const int HangUp = 1; // SIGHUP, signal(7)
    private const int User1 = 10; // SIGUSR1 of Linux

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _insist = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile Action? _reopenLogs;
    private Timer? _lastResort;

    /// <summary>Finish what you hold.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Drop everything.</summary>
    public CancellationToken Insist => _insist.Token;

    /// <summary>
    /// Whether the first signal leaves time, as servers have for their peers: then only the second ends what does not
    /// end by itself.
    /// </summary>
    public bool LeavesTime { get; set; }

    /// <summary>The exit code when the signal cut work off.</summary>
    public ExitCode CutOffCode { get; private set; } = ExitCode.Interrupted;

    /// <summary>Takes the signals of this process from now on.</summary>
    public static StopSignals Install()
    {
        var signals = new StopSignals();
        ulong ignored = IgnoredSignals.OfThisProcess();
        signals.Take(PosixSignal.SIGTERM, signals.OnSignal);
        signals.Take(PosixSignal.SIGINT, signals.OnSignal);
        if (!IgnoredSignals.Contain(ignored, HangUp))
            signals.Take(PosixSignal.SIGHUP, signals.OnSignal);
        if (OperatingSystem.IsLinux() && !IgnoredSignals.Contain(ignored, User1))
            signals.Take((PosixSignal)User1, signals.OnReopen);
        return signals;
    }

    /// <summary>What SIGUSR1 does, beside nothing: from any thread.</summary>
    public void ReopensLogs(Action reopen) => _reopenLogs += reopen;

    /// <summary>What a signal does.</summary>
    public void Raise(PosixSignal signal)
    {
        if (_stop.IsCancellationRequested)
        {
            _insist.Cancel();
            return;
        }

        CutOffCode = signal switch
        {
            PosixSignal.SIGTERM => ExitCode.Terminated,
            PosixSignal.SIGHUP => ExitCode.HungUp,
            _ => ExitCode.Interrupted,
        };
        _stop.Cancel();
    }

    public void Dispose()
    {
        _lastResort?.Dispose();
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
        _insist.Dispose();
    }

    private void Take(PosixSignal signal, Action<PosixSignalContext> handler) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, handler));

    private void OnReopen(PosixSignalContext context)
    {
        context.Cancel = true; // or its default action would end us
        _reopenLogs?.Invoke();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // we end the process ourselves
        bool isFirst = !_stop.IsCancellationRequested;
        if (!(isFirst && LeavesTime))
            _lastResort ??= new Timer(_ => End(), null, LastResort, Timeout.InfiniteTimeSpan);
        Raise(context.Signal);
    }

    // The one place where no exit code can be returned: the threads that would are stuck.
#pragma warning disable RS0030
    private void End() => Environment.Exit((int)CutOffCode);
#pragma warning restore RS0030
}
