using System.Net;
using System.Runtime.InteropServices;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <content>What the kernel knows about a socket: its names, options, state and queues. Nothing here waits.</content>
/// <remarks>The calls of the API are reported; the properties are not: they only look.</remarks>
public sealed partial class BerkeleySocket
{
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int TcpInfo = 11; // TCP_INFO: a struct that begins with the state (linux/tcp.h)

    private delegate Errno NameCall(SafeHandle socket, Span<byte> address, out int addressBytes);

    private delegate Errno QueueCall(SafeHandle socket, out int bytes);

    /// <summary><c>getsockname</c>: where it is bound. Linux only.</summary>
    /// <returns>As the system says it: port 0 while it is unbound, and for an unbound UNIX socket no name.</returns>
    /// <exception cref="SocketCallException">The call failed.</exception>
    public EndPoint GetSockName() => Name("getsockname", SocketCalls.LocalAddress);

    /// <summary><c>getpeername</c>: with whom it is connected. Linux only.</summary>
    /// <exception cref="SocketCallException">The call failed: ENOTCONN when there is no peer, or no longer.</exception>
    public EndPoint GetPeerName() => Name("getpeername", SocketCalls.PeerAddress);

    /// <summary><c>getsockopt</c> by numbers (socket(7), tcp(7), ip(7), ipv6(7)). Linux only.</summary>
    /// <param name="level">SOL_SOCKET (1), IPPROTO_TCP (6), IPPROTO_IP (0), IPPROTO_IPV6 (41).</param>
    /// <param name="name">The option's number at that level.</param>
    /// <param name="value">Where to write it, as the system lays it out.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="SocketCallException">The call failed.</exception>
    public int GetSockOpt(int level, int name, Span<byte> value)
    {
        long start = _log.Start();
        Errno error = SocketSetupCalls.GetOption(_socket.SafeHandle, level, name, value, out int bytes);
        Report("getsockopt", "get socket option", $"{level}, {name}", error, start);
        return bytes;
    }

    /// <summary><c>setsockopt</c> by numbers and bytes, as <see cref="GetSockOpt"/>. Linux only.</summary>
    /// <exception cref="SocketCallException">The call failed.</exception>
    public void SetSockOpt(int level, int name, ReadOnlySpan<byte> value)
    {
        long start = _log.Start();
        Errno error = SocketSetupCalls.SetOption(_socket.SafeHandle, level, name, value);
        Report("setsockopt", "set socket option", $"{level}, {name}", error, start);
    }

    /// <summary>As <see cref="GetSockOpt"/>, to look only: not reported, and 0 bytes when it fails.</summary>
    public int PeekSockOpt(int level, int name, Span<byte> value) =>
        OperatingSystem.IsLinux()
            && SocketSetupCalls.GetOption(_socket.SafeHandle, level, name, value, out int bytes) == Errno.None
            ? bytes
            : 0;

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

    private EndPoint Name(string name, NameCall call)
    {
        long start = _log.Start();
        Span<byte> address = stackalloc byte[SocketAddresses.MaxBytes];
        Errno error = call(_socket.SafeHandle, address, out int bytes);
        if (error != Errno.None)
            throw _log.Failed(name, $"ask {name} of", $"socket {Descriptor}", new ErrnoException(error), start);

        EndPoint told = SocketAddresses.EndPointOf(SocketAddresses.Copy(address[..bytes]));
        _log.Done(name, argument: null, start, result: told);
        return told;
    }

    private int? Queue(QueueCall call) =>
        OperatingSystem.IsLinux() && call(_socket.SafeHandle, out int bytes) == Errno.None ? bytes : null;

    private void Report(string name, string attempt, string argument, Errno error, long start)
    {
        if (error != Errno.None)
            throw _log.Failed(name, attempt, argument, new ErrnoException(error), start);
        _log.Done(name, argument, start);
    }
}
