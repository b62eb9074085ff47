using System.Runtime.InteropServices;

namespace Sockeye.Cli;

/// <summary>SIGINT and SIGTERM: the first asks to stop, the second insists.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _insist = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Finish what you hold.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Drop everything.</summary>
    public CancellationToken Insist => _insist.Token;

    /// <summary>The exit code when the signal cut work off.</summary>
    public ExitCode CutOffCode { get; private set; } = ExitCode.Interrupted;

    /// <summary>Takes the signals of this process from now on.</summary>
    public static StopSignals Install()
    {
        var signals = new StopSignals();
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signals.OnSignal));
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signals.OnSignal));
        return signals;
    }

    /// <summary>What a signal does.</summary>
    public void Raise(PosixSignal signal)
    {
        if (_stop.IsCancellationRequested)
        {
            _insist.Cancel();
            return;
        }

        CutOffCode = signal == PosixSignal.SIGTERM ? ExitCode.Terminated : ExitCode.Interrupted;
        _stop.Cancel();
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
        _insist.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // we end the process ourselves
        Raise(context.Signal);
    }
}
