using Sockeye.Protocols.Machines;
using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>
/// One exchange with one peer: a machine, and what the machine cannot do because it would have to wait.
/// </summary>
/// <remarks>Called by one task, one call at a time. It is disposed when the exchange is over.</remarks>
public interface IDatagramExchange : IAsyncDisposable
{
    /// <summary>
    /// Why it ended; read when the machine has finished, or after <see cref="Abort"/>. What was completed before that
    /// stays <see cref="EndReason.Completed"/>.
    /// </summary>
    EndReason EndReason { get; }

    /// <summary>Opens what the exchange needs. Called once, first.</summary>
    /// <param name="cancel">Give up.</param>
    ValueTask<IDatagramMachine> OpenAsync(CancellationToken cancel);

    /// <summary>Called after each datagram and each deadline, before what the machine has to send is taken.</summary>
    /// <param name="cancel">Give up.</param>
    ValueTask AdvanceAsync(CancellationToken cancel);

    /// <summary>Ends the exchange early. A last datagram may tell the peer.</summary>
    void Abort();
}
