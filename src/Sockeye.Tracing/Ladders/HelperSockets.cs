namespace Sockeye.Tracing.Ladders;

/// <summary>Which sockets are not a program's own: its C library or runtime opened them, or nobody used them.</summary>
/// <remarks>
/// Told by what was done with them. Services by the name that was connected to: nscd(8), systemd's varlink, D-Bus, the
/// log of the system …. Netlink by its family: getaddrinfo(3) and getifaddrs(3) ask the kernel for addresses.
/// Unused are those over which nothing could go: getaddrinfo connects a datagram socket to each address, to learn from
/// where it would be reached (RFC 6724 §5), and closes it; runtimes open and bind one to learn whether there is IPv6;
/// event loops have a pair to wake themselves. A failure of anything else keeps a socket in sight.
/// </remarks>
internal sealed class HelperSockets
{
    // Where a client connects, or sends a datagram, and the word for it.
    private static readonly (string Start, string Service)[] Services =
    [
        ("/run/nscd/", "nscd"),
        ("/run/nslcd/", "nslcd"),
        ("/run/systemd/journal/", "syslog"),
        ("/run/systemd/", "systemd"), // resolve/io.systemd.Resolve, userdb/…, notify
        ("@/org/freedesktop/systemd1/", "systemd"),
        ("/dev/log", "syslog"),
        ("/run/dbus/", "D-Bus"),
        ("@/tmp/dbus-", "D-Bus"),
        ("/tmp/dbus-", "D-Bus"),
        ("/run/avahi-daemon/", "avahi"),
        ("/run/samba/winbindd/", "winbind"),
        ("/var/lib/sss/pipes/", "sssd"),
        ("/var/lib/gssproxy/", "gssproxy"),
        ("/tmp/dotnet-diagnostic-", ".NET diagnostics"),
    ];

    private readonly ILookup<TracedSocket, TracedCall> _callsOf;
    private readonly Dictionary<TracedSocket, TracedSocket> _pairs = [];

    public HelperSockets(IReadOnlyList<LoggedCall> calls)
    {
        _callsOf = calls.Select(logged => logged.Call).ToLookup(call => call.Socket!);
        foreach (TracedCall pair in calls.Select(logged => logged.Call)
            .Where(call => call is { Kind: CallKind.Open, NewSocket: not null }))
            (_pairs[pair.Socket!], _pairs[pair.NewSocket!]) = (pair.NewSocket!, pair.Socket!);
    }

    /// <summary>The service that it is joined with; null when it is none that only helps.</summary>
    public string? ServiceOf(TracedSocket socket)
    {
        if (socket.Family == "NETLINK")
            return "netlink";
        if (socket.Family is not ("UNIX" or "LOCAL"))
            return null;

        return _callsOf[socket]
            .Where(call => call.Kind is CallKind.Connect or CallKind.Send)
            .Select(call => call.Address)
            .Append(socket.Peer)
            .Concat(_callsOf[socket].Where(IsDiagnosticsOfRuntime).Select(call => call.Address))
            .Select(ServiceAt)
            .FirstOrDefault(service => service is not null);
    }

    /// <summary>Whether it was opened and closed, and nothing could go over it.</summary>
    public bool IsIdle(TracedSocket socket)
    {
        if (_pairs.TryGetValue(socket, out TracedSocket? other))
            return _callsOf[socket].Concat(_callsOf[other]).All(IsIdleOfPair);

        TracedCall[] calls = [.. _callsOf[socket]];
        return socket.Family is "INET" or "INET6"
            && calls is [{ Kind: CallKind.Open }, ..]
            && calls[^1] is { Kind: CallKind.Close, Name: "close" } // by itself, not by the end of its program
            && calls.All(call => IsIdleCall(socket, call));
    }

    private static bool IsIdleOfPair(TracedCall call) =>
        call is { Kind: CallKind.Open or CallKind.Close or CallKind.Other, Bytes: 0 };

    private static bool IsIdleCall(TracedSocket socket, TracedCall call) => call switch
    {
        { Kind: CallKind.Connect } => !socket.IsStream, // it may fail: there may be no way to that address
        { Error: not null } => call.Kind == CallKind.Other,
        { Kind: CallKind.Bind, Address: var address } => address?.EndsWith(":0", StringComparison.Ordinal) ?? false,
        _ => call is { Kind: CallKind.Open or CallKind.Close or CallKind.Other, Bytes: 0 },
    };

    // The runtime listens there for those who want to look into it.
    private static bool IsDiagnosticsOfRuntime(TracedCall call) =>
        call is { Kind: CallKind.Bind, Address: { } name }
        && name.StartsWith("/tmp/dotnet-diagnostic-", StringComparison.Ordinal);

    private static string? ServiceAt(string? name)
    {
        if (name is null)
            return null;

        string plain = name.StartsWith("/var/run/", StringComparison.Ordinal) ? name["/var".Length..] : name;
        bool isUserBus = plain.StartsWith("/run/user/", StringComparison.Ordinal)
            && (plain.EndsWith("/bus", StringComparison.Ordinal)
                || plain.Contains("/systemd/", StringComparison.Ordinal));
        return isUserBus
            ? "D-Bus"
            : Array.Find(Services, known => plain.StartsWith(known.Start, StringComparison.Ordinal)).Service;
    }
}
