using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Native;

namespace Sockeye.Transports.Sockets;

/// <summary>What the kernel knows about a socket now: its state and its queues.</summary>
/// <remarks>It only looks: nothing here waits, and nothing is reported.</remarks>
public sealed class SocketStatus
{
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int TcpInfo = 11; // TCP_INFO: a struct that begins with the state (linux/tcp.h)

    private readonly Socket _socket;

    internal SocketStatus(Socket socket) => _socket = socket;

    private delegate Errno QueueCall(SafeHandle socket, out int bytes);

    /// <summary>Whether it takes connections (SO_ACCEPTCONN, socket(7)). Linux only.</summary>
    public bool IsListening
    {
        get
        {
            const int solSocket = 1, soAcceptConn = 30;
            Span<byte> value = stackalloc byte[sizeof(int)];
            return PeekSockOpt(solSocket, soAcceptConn, value) > 0 && BitConverter.ToInt32(value) != 0;
        }
    }

    /// <summary>The state of a TCP socket (TCP_INFO, tcp(7)); unknown of any other, and not on Linux.</summary>
    public TcpState TcpState
    {
        get
        {
            Span<byte> info = stackalloc byte[8];
            return PeekSockOpt(TcpLevel, TcpInfo, info) > 0 ? (TcpState)info[0] : TcpState.Unknown;
        }
    }

    /// <summary>
    /// Bytes of a stream that have arrived, or the length of the next datagram (FIONREAD); null where there is no such
    /// thing, as of a listener.
    /// </summary>
    public int? ReceiveQueueBytes => Queue(SocketStateCalls.ReceiveQueue);

    /// <summary>
    /// Bytes sent that the peer has not acknowledged, or received (SIOCOUTQ); null where unknown. Of a connection that
    /// was refused the kernel tells the difference of two numbers of its own, though nothing was sent.
    /// </summary>
    public int? SendQueueBytes => Queue(SocketStateCalls.SendQueue);

    /// <summary>Bytes of those that have not left for the peer yet (SIOCOUTQNSD); null where unknown.</summary>
    public int? UnsentBytes => Queue(SocketStateCalls.UnsentQueue);

    /// <summary>Whether the peer of a stream has ended its sending (POLLRDHUP); some of it may be unread.</summary>
    public bool HasPeerEnded => OperatingSystem.IsLinux() && SocketStateCalls.PeerEnded(_socket.SafeHandle);

    /// <summary>As <see cref="BerkeleySocket.GetSockOpt"/>, to look only: 0 bytes when it fails.</summary>
    public int PeekSockOpt(int level, int name, Span<byte> value) =>
        OperatingSystem.IsLinux()
            && SocketSetupCalls.GetOption(_socket.SafeHandle, level, name, value, out int bytes) == Errno.None
            ? bytes
            : 0;

    private int? Queue(QueueCall call) =>
        OperatingSystem.IsLinux() && call(_socket.SafeHandle, out int bytes) == Errno.None ? bytes : null;
}
