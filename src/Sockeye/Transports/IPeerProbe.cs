namespace Sockeye.Transports;

/// <summary>Can ask for a peer without sending anything to it.</summary>
public interface IPeerProbe
{
    /// <summary>Asks whether the peer can still take anything, perhaps while something is sent.</summary>
    /// <remarks>
    /// A peer that ended its stream may still read; only a transport that has heard otherwise knows that it is gone.
    /// Once our own stream has ended there is nothing left to ask.
    /// </remarks>
    /// <exception cref="TransportException">The peer is gone.</exception>
    ValueTask ProbeAsync(CancellationToken cancel);
}
