using System.Net;

namespace Sockeye.Transports;

/// <summary>Sends ICMP echo requests, or datagrams of UDP, and receives what comes back.</summary>
/// <remarks>One may send while another receives.</remarks>
public interface IIcmpSocket : IDisposable
{
    /// <summary>
    /// Whether the kernel writes the identifier of each request, and hands us only the replies to those; else
    /// everything that this host receives is handed to us, and the identifier is ours to choose and to look at.
    /// </summary>
    bool KernelIdentifies { get; }

    /// <summary>Sends one message, at once.</summary>
    /// <param name="message">From the ICMP header on; of UDP its payload.</param>
    /// <param name="to">An address of the socket's family; its port matters to UDP only.</param>
    /// <returns>When it left: a timestamp of the socket's clock, taken right before the system was called.</returns>
    /// <exception cref="TransportException">This machine refuses: no route, too long, forbidden, no room.</exception>
    long Send(ReadOnlySpan<byte> message, EndPoint to);

    /// <summary>Sends one message that may take so many hops, at once.</summary>
    /// <param name="message">From the ICMP header on; of UDP its payload.</param>
    /// <param name="to">An address of the socket's family; its port matters to UDP only.</param>
    /// <param name="hopLimit">Its TTL, or hop limit: 1 to 255.</param>
    /// <returns>As of <see cref="Send(ReadOnlySpan{byte}, EndPoint)"/>.</returns>
    /// <exception cref="TransportException">As of <see cref="Send(ReadOnlySpan{byte}, EndPoint)"/>.</exception>
    long Send(ReadOnlySpan<byte> message, EndPoint to, int hopLimit);

    /// <summary>Receives the next message.</summary>
    /// <param name="buffer">Where it goes, perhaps with its IP header; what does not fit is lost.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<ReceivedIcmp> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel);
}

/// <summary>An ICMP message that came; or a request of ours that came back with an error.</summary>
/// <param name="Message">
/// From the ICMP header on; a part of the buffer that was given. With an <paramref name="Error"/> it is our request.
/// </param>
/// <param name="Address">Who sent it; with an <paramref name="Error"/>: where our request was going.</param>
/// <param name="HopLimit">The TTL, or hop limit, with which it arrived; null when the system does not tell.</param>
/// <param name="Timestamp">When it arrived: a timestamp of the socket's clock.</param>
/// <param name="Error">What a datagram socket learns of an ICMP error; raw sockets receive the error itself.</param>
/// <param name="Port">Of UDP: the port at that address; else 0.</param>
public readonly record struct ReceivedIcmp(
    ReadOnlyMemory<byte> Message, IPAddress Address, int? HopLimit, long Timestamp, IcmpNotice? Error = null,
    int Port = 0);

/// <summary>What the kernel tells of an ICMP error (<c>struct sock_extended_err</c>, ip(7)).</summary>
/// <param name="Type">Its type.</param>
/// <param name="Code">Its code.</param>
/// <param name="Information">
/// The MTU in bytes of a path that is too narrow, or where a parameter is wrong; else 0.
/// </param>
/// <param name="Sender">Who sent the error.</param>
public sealed record IcmpNotice(byte Type, byte Code, uint Information, IPAddress Sender);
