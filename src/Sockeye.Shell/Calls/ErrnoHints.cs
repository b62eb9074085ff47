using System.Runtime.InteropServices;
using Sockeye.Shell.Sessions;
using Sockeye.Transports.Sockets;

namespace Sockeye.Shell.Calls;

/// <summary>Why a call usually fails: one line for each error worth a word.</summary>
internal static class ErrnoHints
{
    private static readonly (string Calls, string Error, string Why)[] Hints =
    [
        ("socket", "EPERM",
            "RAW sockets need root or CAP_NET_RAW; ICMP works unprivileged as socket(INET, DGRAM, ICMP)."),
        ("socket", "EACCES", "Unprivileged ICMP sockets need a group in net.ipv4.ping_group_range."),
        ("socket", "EPROTONOSUPPORT",
            "This family and type have no such protocol; RAW needs one, as socket(INET, RAW, ICMP)."),
        ("socket", "ESOCKTNOSUPPORT", "This family has no such type with that protocol."),
        ("socket", "EAFNOSUPPORT", "The kernel was built, or booted, without this family."),
        ("socket accept", "EMFILE", "The process has too many open files: close some, or raise 'ulimit -n'."),
        ("bind", "EADDRINUSE",
            "Somebody is bound there, or was: old connections in TIME_WAIT (see SO_REUSEADDR), a UNIX socket's file."),
        ("bind", "EADDRNOTAVAIL", "No interface of this machine has that address; 0.0.0.0 is all of them."),
        ("bind", "EACCES",
            "Ports below 1024 need root or CAP_NET_BIND_SERVICE; a UNIX name needs a folder one may write to."),
        ("bind", "EINVAL", "The socket has an address already, or the address is of another family."),
        ("bind connect", "ENOENT", "The folder, or the socket file, is not there."),
        ("bind connect sendto", "EAFNOSUPPORT", "The address is of another family than the socket."),
        ("listen", "EOPNOTSUPP", "Only STREAM sockets listen: datagrams need no connection."),
        ("listen", "EADDRINUSE", "Another socket listens on this port already."),
        ("listen", "EINVAL", "The socket is connected, or a UNIX socket without a name: bind it first."),
        ("accept", "EINVAL", "The socket does not listen: call listen(s) first."),
        ("accept", "EOPNOTSUPP", "Only STREAM sockets have connections to accept."),
        ("connect", "ECONNREFUSED", "Nobody listens there."),
        ("connect", "EINPROGRESS", "SO_SNDTIMEO is over; the handshake goes on."),
        ("connect", "ETIMEDOUT", "No answer at all: the host is down, or a firewall drops what we send."),
        ("connect", "EISCONN", "It has a peer already; make another socket."),
        ("connect", "EINVAL", "The address does not fit the socket, or the socket listens."),
        ("connect", "EACCES",
            "Broadcast needs SO_BROADCAST; of a UNIX socket file one needs write permission; "
            + "or a firewall forbids it."),
        ("connect", "EPROTOTYPE", "The UNIX socket there is of the other type: STREAM and DGRAM do not mix."),
        ("connect", "EAGAIN", "The UNIX listener's queue is full: it must accept first."),
        ("connect", "ECONNABORTED", "A failed attempt came before; make another socket."),
        ("connect sendto", "ENETUNREACH", "There is no route there."),
        ("connect sendto send recv", "EHOSTUNREACH",
            "A router, or our own neighbour table, says that the host cannot be reached."),
        ("send", "EPIPE", "Our sending is shut down, or the peer is gone: what is sent can reach nobody."),
        ("send sendto", "ENOTCONN", "A stream needs a peer first: connect, or accept."),
        ("send", "EDESTADDRREQ", "The datagram has no destination: connect(s, …) first, or use sendto."),
        ("send sendto", "EMSGSIZE", "A datagram must fit a packet: of UDP over IPv4 65507 bytes."),
        ("send sendto", "EACCES", "Broadcast addresses need SO_BROADCAST."),
        ("send sendto recv recvfrom", "ECONNREFUSED",
            "An ICMP answer to an earlier datagram: nobody is bound at that port."),
        ("send recv recvfrom", "ECONNRESET",
            "The peer closed with unread data, or was killed: its kernel answered RST."),
        ("sendto", "EISCONN", "The stream has a peer; use send."),
        ("sendto", "EINVAL", "Port 0 is no destination, or the address is too short."),
        ("recv recvfrom", "ENOTCONN", "A stream needs a peer first: connect, or accept. A listener only accepts."),
        ("recv recvfrom accept", "EAGAIN", "SO_RCVTIMEO is over and nothing came."),
        ("recv recvfrom", "EINVAL", "The socket is in no state to receive."),
        ("shutdown getpeername", "ENOTCONN", "It has no peer, or no longer."),
        ("setsockopt", "EPERM", "This option needs root or CAP_NET_ADMIN."),
        ("setsockopt", "EINVAL", "The value is out of range, or the socket is in the wrong state for this option."),
        ("setsockopt getsockopt", "ENOPROTOOPT", "This kind of socket has no such option, or it cannot be set."),
        ("setsockopt getsockopt", "EOPNOTSUPP", "This kind of socket has no such option."),
        ("setsockopt", "EDOM", "The time is too long."),
        ("getsockopt", "ENOTCONN", "Only a connected socket has it."),
        ("recv recvfrom send sendto accept connect", "ECANCELED", "The socket was closed while the call waited."),
    ];

    /// <summary>The names of all errors that there is something to say about.</summary>
    public static IEnumerable<string> Names => Hints.Select(hint => hint.Error).Distinct();

    /// <summary>The usual errors of a call, with their causes.</summary>
    public static IEnumerable<(string Error, string Why)> Of(string call) =>
        Hints.Where(hint => Concerns(hint.Calls, call)).Select(hint => (hint.Error, hint.Why));

    /// <summary>A failure in words: strerror(3), and the usual cause where there is one.</summary>
    public static CallFailure Explain(string call, int errno)
    {
        string name = ErrnoNames.Of(errno);
        string message = Marshal.GetPInvokeErrorMessage(errno);
        string words = char.ToLowerInvariant(message[0]) + message[1..] + ".";
        string? why = Of(call).Where(hint => hint.Error == name).Select(hint => hint.Why).FirstOrDefault();
        return new CallFailure(call, errno, name, why is null ? words : $"{words} {why}");
    }

    private static bool Concerns(string calls, string call) =>
        calls.Split(' ').Contains(call == "connect_ex" ? "connect" : call);
}
