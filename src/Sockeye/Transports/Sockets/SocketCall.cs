using System.Globalization;
using System.Net;

namespace Sockeye.Transports.Sockets;

/// <summary>One call of the socket API, as it ended.</summary>
public readonly record struct SocketCall
{
    /// <summary>The socket; null of a <c>socket</c> that failed.</summary>
    public SocketIdentity? Socket { get; init; }

    /// <summary>The socket that <c>accept</c> made; null of every other call.</summary>
    public SocketIdentity? Accepted { get; init; }

    /// <summary>The call by its Berkeley name: <c>socket</c>, <c>bind</c>, <c>send</c> …</summary>
    public required string Name { get; init; }

    /// <summary>An argument that is no data: an address, a backlog, an option; null when it has none.</summary>
    public object? Argument { get; init; }

    /// <summary>How many bytes were to be moved; null of a call that moves none.</summary>
    public int? Requested { get; init; }

    /// <summary>How many bytes were moved.</summary>
    public int Bytes { get; init; }

    /// <summary>Of several datagrams moved at once, the length of each but the last; 0 when it was one.</summary>
    public int DatagramBytes { get; init; }

    /// <summary>
    /// The bytes that were moved; empty where they did not pass through our memory. Valid only while the sink is told.
    /// </summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>
    /// The other side: where a datagram went or came from, whom <c>connect</c> or <c>accept</c> joined with.
    /// </summary>
    public EndPoint? Peer { get; init; }

    /// <summary>
    /// The socket's own address, when this call gave it one; of <c>accept</c>, that of the new socket.
    /// </summary>
    public EndPoint? Local { get; init; }

    /// <summary>The address that the call told: of <c>getsockname</c> and <c>getpeername</c>.</summary>
    public EndPoint? Told { get; init; }

    /// <summary>The system's error number; 0 when it succeeded.</summary>
    public int Errno { get; init; }

    /// <summary>When it was called: a timestamp of the transport's clock.</summary>
    public long Start { get; init; }

    /// <summary>How long the caller waited.</summary>
    public TimeSpan Blocked { get; init; }

    /// <summary>The file descriptor of the socket; -1 when there is none.</summary>
    public int Descriptor => Socket?.Descriptor ?? -1;

    /// <summary>Its arguments as text, but the socket and the data; empty when it has none.</summary>
    public string Arguments => (Requested, Argument) switch
    {
        (null, null) => "",
        ({ } bytes, null) => Text(bytes),
        (null, { } argument) => Text(argument),
        ({ } bytes, { } argument) => $"{Text(bytes)}, {Text(argument)}",
    };

    /// <summary>What it returned, as text; empty when it failed.</summary>
    public string Result => (Errno, Name) switch
    {
        (not 0, _) => "",
        (_, "socket") => Text(Descriptor),
        (_, "accept") => Text(Accepted?.Descriptor ?? -1),
        _ => Text(Told ?? (object)Bytes),
    };

    private static string Text(object value) => value is EndPoint address
        ? PeerAddress.TextOf(address)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
