using System.Net.Sockets;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Lessons;

/// <summary>The ten steps of the tutorial. The student is client and server at once.</summary>
internal static class TutorialSteps
{
    private const int AddressInUse = 98; // EADDRINUSE
    private const int ConnectionRefused = 111; // ECONNREFUSED

    public static IReadOnlyList<TutorialStep> All { get; } =
    [
        new("a socket",
            """
            A socket is one end of a conversation; to a program it is a number, a file
            descriptor, as a file is. Its family says what addresses look like (INET:
            IPv4), its type how data travels (STREAM: a connection that loses nothing and
            keeps the order; here that means TCP). So far it has no address.
            """,
            ["s = socket(INET, STREAM)"],
            "write it as suggested: the family first, then the type; help(socket) tells more",
            progress => progress.Sockets.Any(IsTcp)),
        new("an address",
            """
            Others can only reach an address they know. bind gives the socket one:
            127.0.0.1 is this machine, and port 0 means any free port. getsockname tells
            which one the kernel chose. print(s) shows what has changed.
            """,
            ["bind(s, 127.0.0.1:0)", "getsockname(s)"],
            "bind your STREAM socket to 127.0.0.1:0, then ask for its name with getsockname",
            progress => progress.Done("getsockname").Any(call => IsTcp(call.Socket) && call.Socket.Local is not null)),
        new("listen",
            """
            With an address a socket is not yet a server. listen tells the kernel to take
            connections for it, and to keep them in a queue until the program asks for
            them. Nothing waits here: listen returns at once.
            """,
            ["listen(s)"],
            "call listen on the socket that you have bound",
            progress => Listeners(progress).Any()),
        new("connect, without accept",
            """
            Now be the client: a second socket, connected to the address of the first. A
            call may stand inside another. Nobody has called accept, and yet connect
            succeeds: the handshake (SYN, SYN-ACK, ACK) is the kernel's work.
            """,
            ["c = socket(INET, STREAM)", "connect(c, getsockname(s))"],
            "connect a new STREAM socket to the listener's address: connect(c, getsockname(s))",
            progress => progress.Sockets.Any(
                socket => Listeners(progress).Any(listener => TutorialProgress.ArePeers(socket, listener)))),
        new("accept",
            """
            sockets() shows the connection that waits in the listener's queue. accept
            takes it. It gives a new socket, for this one peer; the listener stays as it
            was, for the next. Call accept once more and it waits, for there is nobody:
            Ctrl-C ends that.
            """,
            ["sockets()", "a, peer = accept(s)"],
            "a, peer = accept(s), where s is the socket that listens; connect a client first",
            progress => progress.Done("accept").Any()),
        new("send and recv",
            """
            The two ends are equals now: what one sends, the other receives. The number in
            recv is the most you will take. send tells how many bytes the kernel took;
            that says nothing about the peer yet.
            """,
            ["send(c, \"hello\\n\")", "recv(a, 1024)"],
            "send on one end (c) and recv on the other (a): each reads what the other wrote",
            progress => progress.Received.Any(got => got.Bytes.Length > 0 && progress.Sent.Any(
                sent => sent.At < got.At && TutorialProgress.ArePeers(sent.Socket, got.Socket)))),
        new("a stream has no messages",
            """
            Send twice, receive once: both come together. Or send much and receive little:
            a part comes, and the rest waits. TCP carries bytes, not messages; a protocol
            marks its own ends, by lines or by lengths. Programs that take one recv for
            one message work on a desk, and fail on the Internet.
            """,
            ["send(c, \"one \")", "send(c, \"two\")", "recv(a, 1024)"],
            "receive something that is not what one send sent: two sends and one recv(a, 1024), or recv(a, 2)",
            progress => progress.Received.Any(got => got.Socket.IsStream && got.Bytes.Length > 0
                && !progress.Sent.Any(sent => sent.Bytes.AsSpan().SequenceEqual(got.Bytes)))),
        new("half-close",
            """
            shutdown(c, WR) says: I send no more. The peer reads what is left and then "",
            the end of the stream. The other direction still flows: a can answer and c can
            read. So a client says that its request is whole.
            """,
            ["shutdown(c, WR)", "recv(a, 1024)", "send(a, \"still here\")", "recv(c, 1024)"],
            "shut down WR on one end, read \"\" on the other, then send back and receive on the end that was shut down",
            IsHalfClosedAndUsed),
        new("datagrams",
            """
            UDP has no connection, no listen and no accept: each sendto is one packet with
            its own address. Now the boundaries hold: two sends are two receives, however
            large the number. In return a datagram may be lost, doubled or late, and
            nobody says so. (On this machine it will not be.)
            """,
            [
                "u = socket(INET, DGRAM)", "bind(u, 127.0.0.1:0)", "v = socket(INET, DGRAM)",
                "sendto(v, \"first\", getsockname(u))", "sendto(v, \"second\", getsockname(u))",
                "recvfrom(u, 1024)", "data, peer = recvfrom(u, 1024)",
            ],
            "send two datagrams to a bound DGRAM socket, and receive both",
            progress => progress.Received.Count(got => got.Socket.Type == SocketType.Dgram && got.Bytes.Length > 0
                && progress.Sent.Any(sent => sent.Bytes.AsSpan().SequenceEqual(got.Bytes))) >= 2),
        new("errors",
            """
            Every call can fail, and errno says why. Meet the two of every day: connect
            where nobody listens, and the kernel there answers RST at once; bind what
            somebody else holds. help(connect) lists the usual ones.
            """,
            [
                "e = socket(INET, STREAM)", "connect(e, 127.0.0.1:1)",
                "f = socket(INET, STREAM)", "bind(f, getsockname(s))",
            ],
            "make one call fail with ECONNREFUSED (connect to port 1), one with EADDRINUSE (bind a listener's address)",
            progress => progress.Failed(ConnectionRefused) && progress.Failed(AddressInUse)) { FailsOnPurpose = true },
    ];

    private static bool IsTcp(ShellSocket socket) => socket.IsStream && socket.Family != AddressFamily.Unix;

    private static IEnumerable<ShellSocket> Listeners(TutorialProgress progress) =>
        progress.Sockets.Where(socket => socket.State == ShellSocketState.Listening);

    private static bool IsHalfClosedAndUsed(TutorialProgress progress) => progress.Done("shutdown").Any(shut =>
        progress.Received.Any(got =>
            got.At > shut.At && got.Bytes.Length == 0 && TutorialProgress.ArePeers(got.Socket, shut.Socket))
        && progress.Received.Any(got => got.At > shut.At && got.Bytes.Length > 0 && got.Socket == shut.Socket));
}

/// <summary>A step of the tutorial.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What to understand, in a few lines.</param>
/// <param name="Suggestion">Lines that pass it; others do as well.</param>
/// <param name="Hint">What to look at when it does not go on.</param>
/// <param name="Check">Whether it is done: asked of the sockets and of the calls that were made.</param>
internal sealed record TutorialStep(
    string Title, string Text, IReadOnlyList<string> Suggestion, string Hint, Func<TutorialProgress, bool> Check)
{
    /// <summary>A call that fails is what the step is about, and needs no hint.</summary>
    public bool FailsOnPurpose { get; init; }
}
