using Sockeye.Access;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Services.Ftp;

/// <summary>A transfer beside the control connection.</summary>
internal sealed class FtpRunningTransfer : IDisposable
{
    private readonly CancellationTokenSource _breakOff = new();

    private FtpRunningTransfer(Transfer record, Func<CancellationToken, Task<FtpRefusal?>> run) =>
        (Record, Task) = (record, run(_breakOff.Token));

    /// <summary>How far it is.</summary>
    public Transfer Record { get; }

    /// <summary>Its end: null when it is complete.</summary>
    public Task<FtpRefusal?> Task { get; }

    public static FtpRunningTransfer Start(Transfer record, Func<CancellationToken, Task<FtpRefusal?>> run) =>
        new(record, run);

    /// <summary>Ends it soon; its task tells.</summary>
    public void BreakOff() => _breakOff.Cancel();

    public void Dispose() => _breakOff.Dispose();
}
