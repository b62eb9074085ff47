using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Transports.Sockets;

namespace Sockeye.Shell.Values;

/// <summary>A socket of the shell: the library's, and what was asked for when it was made.</summary>
internal sealed class ShellSocket
{
    public ShellSocket(BerkeleySocket socket, AddressFamily family, SocketType type, int protocol)
    {
        (Berkeley, Family, Type, Protocol) = (socket, family, type, protocol);
        Descriptor = socket.Descriptor;
    }

    public BerkeleySocket Berkeley { get; }

    public AddressFamily Family { get; }

    public SocketType Type { get; }

    /// <summary>The protocol that was asked for: 0 when it was left to the kernel.</summary>
    public int Protocol { get; }

    /// <summary>The file descriptor; remembered when it is closed.</summary>
    public int Descriptor { get; }

    public bool IsClosed => Berkeley.Descriptor < 0;

    public bool IsStream => Type == SocketType.Stream;

    /// <summary>It was connected once: the kernel forgets that.</summary>
    public bool WasConnected { get; set; }

    /// <summary>Our sending was shut down: of a UNIX stream the kernel does not tell it.</summary>
    public bool HasEndedSending { get; set; }

    /// <summary>The local address; null when it has none, or is closed.</summary>
    public EndPoint? Local => Berkeley.LocalEndPoint;

    /// <summary>The peer's address; null when there is none.</summary>
    public EndPoint? Peer => Berkeley.RemoteEndPoint;

    /// <summary>How it stands now.</summary>
    public SocketState State
    {
        get
        {
            if (IsClosed)
                return SocketState.Closed;
            if (Berkeley.Status.IsListening)
                return SocketState.Listening;
            if (IsStream && Family != AddressFamily.Unix)
                return TcpState();
            if (Peer is null)
                return WasConnected && IsStream ? SocketState.Disconnected : BoundOrNot();
            return IsStream ? UnixState() : SocketState.Established;
        }
    }

    /// <summary>In one line: <c>&lt;socket fd=48 family=INET type=STREAM proto=0 unbound&gt;</c>.</summary>
    public string Describe()
    {
        SocketState state = State;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"<socket fd={Descriptor} family={Words.Of(Words.Families, Family)} type={Words.Of(Words.Types, Type)} ")
            + string.Create(CultureInfo.InvariantCulture, $"proto={Protocol} {NameOf(state)}");
        if (state is not (SocketState.Unbound or SocketState.Closed) && Local is { } local)
            text += $" local={AddressText.Of(local)}";
        if (Peer is { } peer)
            text += $" peer={AddressText.Of(peer)}";
        return text + ">";
    }

    private string NameOf(SocketState state) => state switch
    {
        SocketState.Established when !IsStream => "connected",
        SocketState.HalfClosedByUs => "half-closed by us",
        SocketState.HalfClosedByPeer => "half-closed by the peer",
        _ => state.ToString().ToLowerInvariant(),
    };

    private SocketState TcpState() => Berkeley.Status.TcpState switch
    {
        Transports.Sockets.TcpState.Established => SocketState.Established,
        Transports.Sockets.TcpState.SynSent or Transports.Sockets.TcpState.SynReceived => SocketState.Connecting,
        Transports.Sockets.TcpState.FinWait1 or Transports.Sockets.TcpState.FinWait2 => SocketState.HalfClosedByUs,
        Transports.Sockets.TcpState.CloseWait => SocketState.HalfClosedByPeer,
        Transports.Sockets.TcpState.Closed when !WasConnected => BoundOrNot(),
        _ => SocketState.Disconnected,
    };

    private SocketState UnixState() => (HasEndedSending, Berkeley.Status.HasPeerEnded) switch
    {
        (true, true) => SocketState.Disconnected,
        (true, false) => SocketState.HalfClosedByUs,
        (false, true) => SocketState.HalfClosedByPeer,
        _ => SocketState.Established,
    };

    private SocketState BoundOrNot() => Local switch
    {
        IPEndPoint ip when Type == SocketType.Raw => // its "port" is the protocol
            IsAny(ip.Address) ? SocketState.Unbound : SocketState.Bound,
        IPEndPoint { Port: > 0 } => SocketState.Bound,
        UnixDomainSocketEndPoint unix when unix.ToString().Length > 0 => SocketState.Bound,
        _ => SocketState.Unbound,
    };

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
