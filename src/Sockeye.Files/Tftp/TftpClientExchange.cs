using Sockeye.Driving;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Machines;
using Sockeye.Protocols.Tftp;
using Sockeye.Transports;

namespace Sockeye.Files.Tftp;

/// <summary>A client's side of one transfer, with its progress.</summary>
/// <remarks>One of the two machines is there.</remarks>
/// <param name="sender">Ours, when a file is put.</param>
/// <param name="receiver">Ours, when a file is got.</param>
/// <param name="length">The file's, when it is put; of one that is got, the server may tell.</param>
/// <param name="progress">Is told the position; may be null.</param>
internal sealed class TftpClientExchange(
    TftpSender? sender, TftpReceiver? receiver, long? length, IProgress<TransferPosition>? progress)
    : IDatagramExchange
{
    private long _reported;

    public IDatagramMachine Machine => (IDatagramMachine?)sender ?? receiver!;

    public TftpOutcome Outcome => sender?.Outcome ?? receiver!.Outcome;

    public TftpTerms Terms => sender?.Terms ?? receiver!.Terms;

    public bool HasPeer => sender?.HasPeer ?? receiver!.HasPeer;

    public long Bytes => sender?.AckedBytes ?? receiver!.ReceivedBytes;

    public EndReason EndReason => EndReason.None; // a client reports outcomes, not ends

    public ValueTask<IDatagramMachine> OpenAsync(CancellationToken cancel) => ValueTask.FromResult(Machine);

    public ValueTask AdvanceAsync(CancellationToken cancel)
    {
        if (Bytes != _reported)
            progress?.Report(new TransferPosition(_reported = Bytes, length ?? Terms.TransferBytes));
        return ValueTask.CompletedTask;
    }

    public void Abort()
    {
        sender?.Abort();
        receiver?.Abort();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
