using System.Net;
using System.Net.Sockets;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;
using Sockeye.Transports.Sockets;

namespace Sockeye.Shell.Calls;

/// <summary>From <c>socket</c> to <c>close</c>: how a socket lives.</summary>
internal static class LifeCalls
{
    private const int MaxBacklog = int.MaxValue;

    private static readonly Value Zero = new NumberValue(0);

    public static IReadOnlyList<ShellCall> All { get; } =
    [
        new("socket(family, type, protocol)", 2,
            """
            Makes a socket: an end of a conversation, with no address and no peer yet.
            family: INET (IPv4), INET6 (IPv6), UNIX (this machine). type: STREAM (a
            connection, bytes in order), DGRAM (single messages, each may be lost), RAW
            (packets; needs root). protocol: by default what the type means; ICMP, TCP,
            UDP, ICMPV6 or a number.
            """,
            Open) { Most = 3 },
        new("bind(s, address)", 2,
            """
            Gives the socket a local address: 127.0.0.1:80, [::1]:80, 0.0.0.0:80 (every
            interface), /tmp/x.sock, @name. Port 0 is any free port; getsockname(s) tells
            which. The file of a UNIX socket stays in C until unlink(2); this shell
            removes it at close.
            """,
            BindAsync),
        new("listen(s, backlog)", 1,
            """
            Lets peers connect. From now on the kernel completes handshakes by itself and
            queues the connections, at most backlog of them, until accept takes them.
            Default backlog: 5.
            """,
            Listen) { Most = 2 },
        new("accept(s)", 1,
            """
            Takes the next connection from the queue, waiting for one if there is none.
            Gives a new socket for this peer, and the peer's address: c, peer = accept(s).
            The listener goes on listening.
            """,
            AcceptAsync) { Direction = CallDirection.In },
        new("connect(s, address)", 2,
            """
            Connects to an address. Of a STREAM: reaches a listener (TCP: the handshake
            SYN, SYN-ACK, ACK); the kernel chooses the local port. Of a DGRAM: only fixes
            the peer; nothing is sent.
            """,
            ConnectAsync) { Direction = CallDirection.Both },
        new("connect_ex(s, address)", 2,
            "Connects and gives the error number: as connect, but it does not fail; 0 is success. Python's name.",
            ConnectExAsync) { Direction = CallDirection.Both },
        new("shutdown(s, direction)", 2,
            """
            Ends one direction of a connection: WR (we send no more; the peer reads an end
            of stream), RD, or RDWR. The socket stays open, and the other direction flows
            on.
            """,
            Shutdown),
        new("close(s)", 1,
            """
            Gives the descriptor back. TCP sends what is left and then FIN; a connection
            with unread data is reset instead.
            """,
            Close),
    ];

    private static ValueTask<Value> Open(CallArguments arguments, CancellationToken cancel)
    {
        AddressFamily family = arguments.OneOf(0, SocketNames.Families, "a family");
        SocketType type = arguments.OneOf(1, SocketNames.Types, "a type");
        int protocol = arguments.Count < 3 ? 0 : arguments[2] is NumberValue
            ? arguments.Number(2, 0, 262, "a protocol") // IPPROTO_MPTCP is the highest (netinet/in.h)
            : arguments.OneOf(2, SocketNames.ProtocolNumbers, "a protocol");
        return new(new SocketValue(arguments.Session.Open(family, type, protocol)));
    }

    private static async ValueTask<Value> BindAsync(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        socket.Berkeley.Bind(await arguments.AddressAsync(1, socket, cancel));
        return Zero;
    }

    private static ValueTask<Value> Listen(CallArguments arguments, CancellationToken cancel)
    {
        const int usual = 5;
        ShellSocket socket = arguments.Socket(0);
        socket.Berkeley.Listen(arguments.Count > 1 ? arguments.Number(1, -1, MaxBacklog, "a backlog") : usual);
        return new(Zero);
    }

    private static async ValueTask<Value> AcceptAsync(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket listener = arguments.Socket(0);
        BerkeleySocket accepted = await SocketTimeouts.ToReceiveAsync(
            listener, arguments.Session.Time, listener.Berkeley.AcceptAsync, cancel);
        var socket = new ShellSocket(accepted, listener.Family, listener.Type, listener.Protocol)
        {
            WasConnected = true,
        };
        arguments.Session.Adopt(socket);
        Value peer = socket.Peer is { } address ? new AddressValue(address) : NoValue.Instance;
        return new TupleValue(new SocketValue(socket), peer);
    }

    private static async ValueTask<Value> ConnectAsync(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        EndPoint address = await arguments.AddressAsync(1, socket, cancel);
        await SocketTimeouts.ToConnectAsync(
            socket, arguments.Session.Time, stop => socket.Berkeley.ConnectAsync(address, stop), cancel);
        socket.WasConnected = true;
        return Zero;
    }

    private static async ValueTask<Value> ConnectExAsync(CallArguments arguments, CancellationToken cancel)
    {
        try
        {
            return await ConnectAsync(arguments, cancel);
        }
        catch (Exception e) when (e is SocketCallException or CallFailedException { IsErrno: true })
        {
            int errno = e is SocketCallException failed ? failed.Errno : ((CallFailedException)e).Number;
            CallFailure failure = ErrnoHints.Explain(arguments.Name, errno);
            arguments.Note(failure.Message);
            return new NumberValue(failure.Number, failure.Name);
        }
    }

    private static ValueTask<Value> Shutdown(CallArguments arguments, CancellationToken cancel)
    {
        ShellSocket socket = arguments.Socket(0);
        SocketShutdown direction = arguments.OneOf(1, SocketNames.Directions, "a direction");
        socket.Berkeley.Shutdown(direction);
        socket.HasEndedSending |= direction != SocketShutdown.Receive;
        return new(Zero);
    }

    private static ValueTask<Value> Close(CallArguments arguments, CancellationToken cancel)
    {
        arguments.Socket(0).Berkeley.Close();
        return new(Zero);
    }
}
