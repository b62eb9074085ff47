using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>
/// The Berkeley socket API by its own names: <c>socket bind listen accept connect send recv shutdown close</c>, over
/// the families INET, INET6 and UNIX and the types STREAM, DGRAM and RAW.
/// </summary>
/// <remarks>
/// <para>
/// Every socket call of this library goes through here, so each can be reported to an <see cref="ISocketCallSink"/>.
/// </para>
/// <para>Waiting is asynchronous. All members may be called from several threads at once.</para>
/// <para>
/// A failed call throws <see cref="SocketCallException"/>, except <see cref="ConnectExAsync"/>, which returns the
/// error.
/// </para>
/// </remarks>
public sealed class BerkeleySocket : IDisposable
{
    /// <summary>
    /// The default backlog: 4,096, the kernel's usual ceiling (listen(2), somaxconn): who does not fit waits there.
    /// </summary>
    public const int DefaultBacklog = 4_096;

    private readonly Socket _socket;
    private readonly ISocketEngine _engine;
    private readonly SocketCallLog _log;
    private UnixSocketFile? _file;

    /// <summary><c>socket</c>: opens a socket.</summary>
    /// <param name="family">INET, INET6 or UNIX.</param>
    /// <param name="type">STREAM, DGRAM or RAW.</param>
    /// <param name="protocol">
    /// Default: the system's, TCP or UDP as the type says; must be given for RAW. Any number of protocols(5) will do.
    /// </param>
    /// <param name="calls">Is told of every call; null for nobody.</param>
    /// <param name="time">The clock for <paramref name="calls"/>; default the system's.</param>
    public BerkeleySocket(
        AddressFamily family,
        SocketType type,
        ProtocolType protocol = ProtocolType.Unspecified,
        ISocketCallSink? calls = null,
        TimeProvider? time = null)
        : this(SocketEngines.Default, family, type, protocol, calls, time)
    {
    }

    internal BerkeleySocket(
        ISocketEngine engine, AddressFamily family, SocketType type, ProtocolType protocol,
        ISocketCallSink? calls, TimeProvider? time)
    {
        _engine = engine;
        _log = new SocketCallLog(calls, time ?? TimeProvider.System);
        long start = _log.Start();
        try
        {
            _socket = Open(engine, family, type, protocol);
            _log = _log.For(_socket);
            Io = new ReportedSocket(engine.Start(_socket), _log);
            if (_log.IsOn)
                _log.Done("socket", BerkeleyNames.OfSocket(family, type, protocol), start);
        }
        catch (SocketException e)
        {
            throw _log.Failed("socket", "open a socket of", BerkeleyNames.OfSocket(family, type, protocol), e, start);
        }
    }

    /// <summary>One that is open already.</summary>
    /// <param name="engine">What it waits by.</param>
    /// <param name="given">It belongs to this from now on.</param>
    /// <param name="calls">Is told of every call; null for nobody.</param>
    /// <param name="time">The clock for <paramref name="calls"/>.</param>
    internal BerkeleySocket(ISocketEngine engine, Socket given, ISocketCallSink? calls, TimeProvider time)
        : this(given, peer: null, engine, new SocketCallLog(calls, time).For(given))
    {
    }

    private BerkeleySocket(Socket accepted, EndPoint? peer, ISocketEngine engine, SocketCallLog log) =>
        (_socket, AcceptedFrom, _engine, _log, Io) =
        (accepted, peer, engine, log, new ReportedSocket(engine.Start(accepted), log));

    private delegate Errno NameCall(SafeHandle socket, Span<byte> address, out int addressBytes);

    /// <summary>The file descriptor; -1 once closed.</summary>
    public int Descriptor => _socket.SafeHandle.IsClosed ? -1 : (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>The address it is bound to; null while unbound, and once closed.</summary>
    public EndPoint? LocalEndPoint => Io.LocalEndPoint;

    /// <summary>The peer it is connected to; null while there is none, and once it is gone or this is closed.</summary>
    public EndPoint? RemoteEndPoint => Io.RemoteEndPoint;

    /// <summary>What the kernel knows about it: its state and its queues.</summary>
    public SocketStatus Status => field ??= new SocketStatus(_socket);

    /// <summary>
    /// The peer, as accepting told it; it stays, whatever becomes of the peer. Null of other sockets.
    /// </summary>
    internal EndPoint? AcceptedFrom { get; }

    /// <summary>Its calls, each of them reported, and what else its engine can do.</summary>
    internal ReportedSocket Io { get; }

    /// <summary>Closing discards what was not sent and resets the connection (SO_LINGER with 0 s, socket(7)).</summary>
    public bool ResetOnClose { set => _socket.LingerState = new LingerOption(value, 0); }

    /// <summary><c>setsockopt</c> with a number.</summary>
    public void SetOption(SocketOptionLevel level, SocketOptionName name, int value)
    {
        long start = _log.Start();
        try
        {
            _socket.SetSocketOption(level, name, value);
            if (_log.IsOn)
                _log.Done("setsockopt", $"{BerkeleyNames.Of(level, name)}, {value}", start);
        }
        catch (SocketException e)
        {
            throw _log.Failed("setsockopt", "set socket option", BerkeleyNames.Of(level, name), e, start);
        }
    }

    /// <summary>
    /// Allows binding an address whose last connections are still in TIME_WAIT (SO_REUSEADDR, socket(7)).
    /// </summary>
    /// <remarks>
    /// .NET's option of that name sets SO_REUSEPORT as well, and so would let two servers share a port.
    /// </remarks>
    public void ReuseAddress()
    {
        const int solSocket = 1, soReuseAddr = 2;
        if (OperatingSystem.IsLinux())
            SetOption("SO_REUSEADDR", solSocket, soReuseAddr, 1);
    }

    /// <summary>
    /// Makes ICMP errors for datagrams sent fail the next call (IP_RECVERR, ip(7); IPV6_RECVERR, ipv6(7)).
    /// </summary>
    /// <remarks>
    /// Without it only a connected datagram socket learns that nobody listens at the other end. Linux only.
    /// </remarks>
    public void ReportNetworkErrors()
    {
        const int ipRecvErr = 11, ipv6RecvErr = 25;
        if (!OperatingSystem.IsLinux())
            return;

        if (_socket.AddressFamily == AddressFamily.InterNetworkV6)
            SetOption("IPV6_RECVERR", (int)SocketOptionLevel.IPv6, ipv6RecvErr, 1);
        else
            SetOption("IP_RECVERR", (int)SocketOptionLevel.IP, ipRecvErr, 1);
    }

    /// <summary><c>setsockopt</c> by the numbers of Linux, for what .NET has no name for.</summary>
    /// <param name="option">How people call it: <c>IP_RECVERR</c>.</param>
    /// <param name="level">SOL_SOCKET, IPPROTO_IP …</param>
    /// <param name="name">Its number there.</param>
    /// <param name="value">As the system lays it out.</param>
    /// <exception cref="SocketException">The system refuses.</exception>
    internal void SetOption(string option, int level, int name, ReadOnlySpan<byte> value)
    {
        long start = _log.Start();
        _socket.SetRawSocketOption(level, name, value);
        if (_log.IsOn)
        {
            string argument = value.Length == sizeof(int) ? $"{option}, {BitConverter.ToInt32(value)}" : option;
            _log.Done("setsockopt", argument, start);
        }
    }

    /// <summary>The same, with a number.</summary>
    /// <exception cref="SocketException">The system refuses.</exception>
    internal void SetOption(string option, int level, int name, int value) =>
        SetOption(option, level, name, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

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

    /// <summary>Leaves out broadcasts and multicasts, on Linux.</summary>
    /// <exception cref="SocketException">The kernel refused.</exception>
    internal void TakeOnlyUnicast()
    {
        if (!OperatingSystem.IsLinux())
            return;

        long start = _log.Start();
        SocketErrors.ThrowIfFailed(PacketFilter.TakeOnlyUnicast(_socket.SafeHandle));
        if (_log.IsOn)
            _log.Done("setsockopt", "SO_ATTACH_FILTER", start);
    }

    /// <summary>How much the kernel holds for us, by its own count, in bytes (SO_RCVBUF, socket(7)).</summary>
    internal int ReceiveBuffer =>
        (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveBuffer)!;

    /// <summary><c>bind</c>: takes a local address. The file of a UNIX socket is removed when it is closed.</summary>
    public void Bind(EndPoint local)
    {
        var unix = local as UnixDomainSocketEndPoint;
        Call("bind", "bind to", local, socket => _engine.Bind(socket, local));
        _file = unix is null ? null : UnixSocketFile.MadeBy(unix);
    }

    /// <summary><c>listen</c>: lets peers connect.</summary>
    /// <param name="backlog">How many may wait for <see cref="AcceptAsync"/>.</param>
    public void Listen(int backlog = DefaultBacklog) =>
        Call("listen", "listen with backlog", backlog, socket => _engine.Listen(socket, backlog));

    /// <summary><c>accept</c>: waits for a peer that connects.</summary>
    public async ValueTask<BerkeleySocket> AcceptAsync(CancellationToken cancel = default)
    {
        long start = _log.Start();
        (Socket peer, EndPoint? from) = await Io.AcceptAsync(cancel);
        var accepted = new BerkeleySocket(peer, from, _engine, _log.For(peer));
        if (_log.IsOn)
            _log.Accepted(accepted._log, accepted.LocalEndPoint, from ?? accepted.RemoteEndPoint, start);
        return accepted;
    }

    /// <summary><c>connect</c>: reaches a peer, or fixes the peer of a datagram socket.</summary>
    public ValueTask ConnectAsync(EndPoint remote, CancellationToken cancel = default) =>
        Io.ConnectAsync(remote, cancel);

    /// <summary>
    /// <c>connect_ex</c>: as <c>connect</c>, but returns the system's error number instead of throwing.
    /// </summary>
    /// <returns>0 when connected, else errno, for example 111 (ECONNREFUSED).</returns>
    public async ValueTask<int> ConnectExAsync(EndPoint remote, CancellationToken cancel = default)
    {
        try
        {
            await ConnectAsync(remote, cancel);
            return 0;
        }
        catch (SocketCallException e)
        {
            return e.Errno;
        }
    }

    /// <summary>
    /// <c>send</c>: sends all of <paramref name="data"/> to the connected peer, waiting where needed.
    /// </summary>
    /// <returns>The number of bytes sent.</returns>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancel = default)
    {
        int sent = 0;
        do
            sent += await Io.SendAsync(data[sent..], cancel);
        while (sent < data.Length);
        return sent;
    }

    /// <summary><c>send</c>, once: sends what fits of <paramref name="data"/>, waiting until something does.</summary>
    /// <returns>The number of bytes sent, of a stream perhaps fewer than given.</returns>
    public ValueTask<int> SendSomeAsync(ReadOnlyMemory<byte> data, CancellationToken cancel = default) =>
        Io.SendAsync(data, cancel);

    /// <summary><c>recv</c>: receives what has arrived, waiting until there is something.</summary>
    /// <returns>
    /// The number of bytes; 0 when a stream has ended. Of a datagram its length, also when it is more than the buffer
    /// holds (MSG_TRUNC, recv(2)).
    /// </returns>
    public ValueTask<int> RecvAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        Io.ReceiveAsync(buffer, cancel);

    /// <summary><c>sendto</c>: sends one datagram.</summary>
    public ValueTask<int> SendToAsync(
        ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel = default) =>
        Io.SendToAsync(datagram, AddressOf(to), cancel);

    /// <summary><c>recvfrom</c>: receives one datagram and its sender, or what has arrived of a stream.</summary>
    /// <param name="buffer">What does not fit of a datagram is lost.</param>
    /// <param name="from">
    /// Is overwritten with the sender's address; its size is 0 when there is none, as of a TCP stream.
    /// </param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The length of the datagram, also when it is more than the buffer holds (MSG_TRUNC, recv(2)).</returns>
    public ValueTask<int> RecvFromAsync(
        Memory<byte> buffer, SocketAddress from, CancellationToken cancel = default) =>
        Io.ReceiveFromAsync(buffer, from, cancel);

    /// <summary><c>shutdown</c>: ends one direction, or both.</summary>
    public void Shutdown(SocketShutdown how) =>
        Call("shutdown", "shut down", BerkeleyNames.Of(how), socket => _engine.Shutdown(socket, how));

    /// <summary><c>getsockname</c>: where it is bound. Linux only.</summary>
    /// <returns>As the system says it: port 0 while it is unbound, and for an unbound UNIX socket no name.</returns>
    /// <exception cref="SocketCallException">The call failed.</exception>
    public EndPoint GetSockName() => Name("getsockname", SocketCalls.LocalAddress);

    /// <summary><c>getpeername</c>: with whom it is connected. Linux only.</summary>
    /// <exception cref="SocketCallException">The call failed: ENOTCONN when there is no peer, or no longer.</exception>
    public EndPoint GetPeerName() => Name("getpeername", SocketCalls.PeerAddress);

    /// <summary><c>close</c>: frees the socket. Waiting calls fail.</summary>
    public void Close()
    {
        int descriptor = Descriptor;
        long start = _log.Start();
        Interlocked.Exchange(ref _file, null)?.Remove(); // while we hold it, nobody else takes it for stale
        Io.Detach();
        _socket.Dispose();
        Io.Closed();
        if (descriptor >= 0)
            _log.Done("close", argument: null, start);
    }

    /// <summary>The same as <see cref="Close"/>.</summary>
    public void Dispose() => Close();

    /// <summary>An address in the form that this socket's calls take.</summary>
    internal SocketAddress AddressOf(EndPoint peer) => SocketAddresses.Of(peer, _socket.AddressFamily);

    // Some descriptors are kept for the runtime's own threads.
    private static Socket Open(ISocketEngine engine, AddressFamily family, SocketType type, ProtocolType protocol)
    {
        Descriptors.GiveUpSpare();
        Socket socket = engine.Open(family, type, protocol);
        if (!Descriptors.IsReserved(socket.SafeHandle))
            return socket;

        socket.Dispose();
        throw new ErrnoException(Errno.TooManyOpen);
    }

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

    private void Report(string name, string attempt, string argument, Errno error, long start)
    {
        if (error != Errno.None)
            throw _log.Failed(name, attempt, argument, new ErrnoException(error), start);
        _log.Done(name, argument, start);
    }

    private void Call(string name, string attempt, object argument, Action<Socket> call)
    {
        long start = _log.Start();
        try
        {
            call(_socket);
            if (_log.IsOn)
                _log.Done(name, argument, start, name == "bind" ? LocalEndPoint : null);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw _log.Failed(name, attempt, argument, e, start);
        }
    }
}
