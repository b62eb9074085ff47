using System.Net;

namespace Sockeye.Transports;

/// <summary>Sends ICMP echo requests, and receives what comes back.</summary>
/// <remarks>One may send while another receives.</remarks>
public interface IIcmpSocket : IDisposable
{
    /// <summary>
    /// Whether the kernel writes the identifier of each request, and hands us only the replies to those; else
    /// everything that this host receives is handed to us, and the identifier is ours to choose and to look at.
    /// </summary>
    bool KernelIdentifies { get; }

    /// <summary>Sends one message, at once.</summary>
    /// <param name="message">From the ICMP header on.</param>
    /// <param name="to">An address of the socket's family; its port does not matter.</param>
    /// <returns>When it left: a timestamp of the socket's clock, taken right before the system was called.</returns>
    /// <exception cref="TransportException">This machine refuses: no route, too long, forbidden, no room.</exception>
    long Send(ReadOnlySpan<byte> message, EndPoint to);

    /// <summary>Receives the next message.</summary>
    /// <param name="buffer">Where it goes, perhaps with its IP header; what does not fit is lost.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<ReceivedIcmp> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel);
}
