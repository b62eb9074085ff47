using System.Globalization;

namespace Sockeye.Tracing.Ladders;

/// <summary>Which sockets of a trace are shown.</summary>
public sealed record SocketChoice
{
    /// <summary>All of them, the helpers too.</summary>
    public static SocketChoice Everything { get; } = new();

    /// <summary>
    /// Whether sockets are hidden that a C library or a runtime opens for itself: to nscd, to the log of the system, of
    /// netlink, and those over which nothing went.
    /// </summary>
    public bool HidesHelpers { get; init; }

    /// <summary>
    /// Only these families: <c>INET</c>, <c>INET6</c>, <c>UNIX</c>, <c>NETLINK</c> …; of those, services that help are
    /// shown as well, since they were asked for. null for all.
    /// </summary>
    public IReadOnlySet<string>? Families { get; init; }

    /// <summary>
    /// Only these: the number in the picture (<c>3</c>, <c>#3</c>), the name of the program, its descriptor
    /// (<c>fd 4</c>), an address, a port (<c>80</c>, <c>:80</c>), a path. Empty for all.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Why a socket is hidden, in a word; null when it is shown.</summary>
    internal string? ReasonToHide(TracedSocket socket, int number, int sockets, HelperSockets helpers)
    {
        if (Names.Count > 0)
            return Names.Any(name => IsNamed(socket, number, sockets, name)) ? null : "not chosen";
        if (HidesHelpers && helpers.IsIdle(socket))
            return "unused";
        if (Families is not null)
            return Families.Contains(socket.Family) ? null : socket.Family.ToLowerInvariant();
        return HidesHelpers ? helpers.ServiceOf(socket) : null;
    }

    // A number is one of the picture, if that has so many; else a port.
    private static bool IsNamed(TracedSocket socket, int number, int sockets, string name)
    {
        string plain = name.TrimStart('#');
        if (int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out int asked)
            && (asked <= sockets || name != plain))
            return asked == number;

        string program = socket.Maker.Program;
        string fd = string.Create(CultureInfo.InvariantCulture, $"fd {socket.Descriptor}");
        string process = string.Create(CultureInfo.InvariantCulture, $"{program}[{socket.Maker.Process}]");
        string[] names = [program, process, fd, $"{program} {fd}", $"{process} {fd}"];
        return names.Any(own => Same(own, name))
            || Same(fd.Replace(" ", "", StringComparison.Ordinal), name)
            || IsAt(socket.Local, name) || IsAt(socket.Peer, name);
    }

    // All of the address, its host or its port.
    private static bool IsAt(string? address, string name)
    {
        if (address is null)
            return false;
        if (Same(address, name))
            return true;
        if (address.LastIndexOf(':') is not (>= 0 and var colon))
            return false;
        return Same(address[(colon + 1)..], name.TrimStart(':')) || Same(address[..colon].Trim('[', ']'), name);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
