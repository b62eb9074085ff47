using System.Net;

namespace Sockeye.Transports;

// What a connection may be able to beside moving bytes. Asked for by connection.Find<T>(), through all decorators.

/// <summary>What is known of a peer while nothing is received from it or sent to it.</summary>
public interface IPeerState
{
    /// <summary>Whether it is known that the peer has ended its stream; some of it may be left to receive.</summary>
    bool HasPeerEnded { get; }

    /// <summary>The same, and nothing of it is left to receive.</summary>
    bool IsPeerDone { get; }

    /// <summary>Whether it is known that the peer takes nothing any more: the connection is reset, or closed.</summary>
    bool IsPeerGone { get; }
}

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

/// <summary>Knows what has reached the peer's side of what it was given to send.</summary>
public interface IDeliveryReport
{
    /// <summary>Looks; also after the end, when it tells how it was then.</summary>
    Delivery Look();
}

/// <summary>Waits a little at its end, for the peer's.</summary>
public interface ILingering
{
    /// <summary>Lets it not wait any more, if all is sent and the peer's end is all it waits for.</summary>
    /// <returns>Whether it was so.</returns>
    bool TryEndLinger();
}

/// <summary>A peer may mark what it sends as urgent (RFC 9293 §3.8.5).</summary>
public interface IUrgentInput
{
    /// <summary>Leaves it in its place in the stream. Otherwise the last byte of it is lost.</summary>
    void KeepUrgentBytes();
}

/// <summary>Nobody on the way can read along, wherever the peer is: the bytes are enciphered.</summary>
public interface IPrivateChannel;

/// <summary>Its events are taken by some of the processors, and that can be chosen.</summary>
public interface IProcessorChoice
{
    /// <summary>
    /// Lets them be taken by any processor, not only by the usual ones: for a handler that computes more for a message
    /// than the kernel does. To be said before anything is received; a hint.
    /// </summary>
    void UseAllProcessors();
}

/// <summary>Its peer may be a proxy.</summary>
public interface IProxiedPeer
{
    /// <summary>The peer is one, and speaks for another: that is the connection's peer from then on.</summary>
    /// <param name="client">For whom; null: it is not known.</param>
    void SpeaksFor(EndPoint? client);
}
