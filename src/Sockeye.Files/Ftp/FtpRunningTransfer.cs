using Sockeye.Files.Access;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>A transfer beside the control connection.</summary>
internal sealed class FtpRunningTransfer : IDisposable
{
    private readonly CancellationTokenSource _breakOff;

    private FtpRunningTransfer(AccessEntry record, CancellationTokenSource breakOff, Task<FtpRefusal?> task) =>
        (Record, _breakOff, Task) = (record, breakOff, task);

    /// <summary>How far it is.</summary>
    public AccessEntry Record { get; }

    /// <summary>Its end: null when it is complete.</summary>
    public Task<FtpRefusal?> Task { get; }

    /// <summary>Starts it.</summary>
    /// <param name="record">Is told how far it is.</param>
    /// <param name="run">Moves the bytes.</param>
    /// <param name="ended">Breaks it off: the control connection was aborted.</param>
    public static FtpRunningTransfer Start(
        AccessEntry record, Func<CancellationToken, Task<FtpRefusal?>> run, CancellationToken ended)
    {
        var breakOff = CancellationTokenSource.CreateLinkedTokenSource(ended);
        return new FtpRunningTransfer(record, breakOff, run(breakOff.Token));
    }

    /// <summary>Ends it soon; its task tells.</summary>
    public void BreakOff() => _breakOff.Cancel();

    public void Dispose() => _breakOff.Dispose();
}
