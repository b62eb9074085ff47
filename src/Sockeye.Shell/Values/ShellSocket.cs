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
    public ShellSocketState State
    {
        get
        {
            if (IsClosed)
                return ShellSocketState.Closed;
            if (Berkeley.Status.IsListening)
                return ShellSocketState.Listening;
            if (IsStream && Family != AddressFamily.Unix)
                return TcpState();
            if (Peer is null)
                return WasConnected && IsStream ? ShellSocketState.Disconnected : BoundOrNot();
            return IsStream ? UnixState() : ShellSocketState.Established;
        }
    }

    /// <summary>In one line: <c>&lt;socket fd=48 family=INET type=STREAM proto=0 unbound&gt;</c>.</summary>
    public string Describe()
    {
        ShellSocketState state = State;
        string family = SocketNames.Of(SocketNames.Families, Family), type = SocketNames.Of(SocketNames.Types, Type);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"<socket fd={Descriptor} family={family} type={type} proto={Protocol} {NameOf(state)}");
        if (state is not (ShellSocketState.Unbound or ShellSocketState.Closed) && Local is { } local)
            text += $" local={AddressText.Of(local)}";
        if (Peer is { } peer)
            text += $" peer={AddressText.Of(peer)}";
        return text + ">";
    }

    private string NameOf(ShellSocketState state) => state switch
    {
        ShellSocketState.Established when !IsStream => "connected",
        ShellSocketState.HalfClosedByUs => "half-closed by us",
        ShellSocketState.HalfClosedByPeer => "half-closed by the peer",
        _ => state.ToString().ToLowerInvariant(),
    };

    private ShellSocketState TcpState() => Berkeley.Status.TcpState switch
    {
        Transports.Sockets.TcpState.Established => ShellSocketState.Established,
        Transports.Sockets.TcpState.SynSent or Transports.Sockets.TcpState.SynReceived => ShellSocketState.Connecting,
        Transports.Sockets.TcpState.FinWait1 or Transports.Sockets.TcpState.FinWait2 => ShellSocketState.HalfClosedByUs,
        Transports.Sockets.TcpState.CloseWait => ShellSocketState.HalfClosedByPeer,
        Transports.Sockets.TcpState.Closed when !WasConnected => BoundOrNot(),
        _ => ShellSocketState.Disconnected,
    };

    private ShellSocketState UnixState() => (HasEndedSending, Berkeley.Status.HasPeerEnded) switch
    {
        (true, true) => ShellSocketState.Disconnected,
        (true, false) => ShellSocketState.HalfClosedByUs,
        (false, true) => ShellSocketState.HalfClosedByPeer,
        _ => ShellSocketState.Established,
    };

    private ShellSocketState BoundOrNot() => Local switch
    {
        IPEndPoint ip when Type == SocketType.Raw => // its "port" is the protocol
            IsAny(ip.Address) ? ShellSocketState.Unbound : ShellSocketState.Bound,
        IPEndPoint { Port: > 0 } => ShellSocketState.Bound,
        UnixDomainSocketEndPoint unix when unix.ToString().Length > 0 => ShellSocketState.Bound,
        _ => ShellSocketState.Unbound,
    };

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
