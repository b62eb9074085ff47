using System.Buffers;
using System.Net;

namespace Sockeye.Protocols.Machines;

/// <summary>One exchange over datagrams, as a state machine. Time is an argument; nothing waits.</summary>
/// <remarks>
/// <para>Its driver calls, from one thread at a time: <see cref="OnDatagram"/> for each datagram received,
/// <see cref="OnDeadline"/> once <see cref="Deadline"/> has passed, and after either of them
/// <see cref="TryTakeOutgoing"/> until it returns false.</para>
/// <para><c>now</c> counts from any fixed moment, and never goes back.</para>
/// </remarks>
public interface IDatagramMachine
{
    /// <summary>A datagram arrived. Garbage and strays are ignored: to datagrams they are weather.</summary>
    /// <param name="datagram">Its payload, valid during the call.</param>
    /// <param name="from">Who sent it, as far as the network tells.</param>
    /// <param name="now">The time of arrival.</param>
    void OnDatagram(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now);

    /// <summary>The deadline has passed. Harmless when called early.</summary>
    /// <param name="now">The present time.</param>
    void OnDeadline(TimeSpan now);

    /// <summary>Writes the next datagram to be sent, if there is one.</summary>
    /// <param name="datagram">Where to write it. Nothing is written when the result is false.</param>
    /// <param name="now">The present time; retransmission is counted from here.</param>
    /// <param name="to">Whom to send it to.</param>
    /// <returns>false when there is nothing to send now.</returns>
    bool TryTakeOutgoing(IBufferWriter<byte> datagram, TimeSpan now, out EndPoint to);

    /// <summary>
    /// When <see cref="OnDeadline"/> wants to be called; null when only a datagram can move the machine.
    /// </summary>
    TimeSpan? Deadline { get; }

    /// <summary>The exchange is over. A last datagram may still wait in <see cref="TryTakeOutgoing"/>.</summary>
    bool IsFinished { get; }

    /// <summary>
    /// How many bytes the peer may send at once, after what <see cref="TryTakeOutgoing"/> gives next: its driver sees
    /// to it that there is room for them. 0, the default, when it is a datagram at a time.
    /// </summary>
    int BurstBytes => 0;
}
