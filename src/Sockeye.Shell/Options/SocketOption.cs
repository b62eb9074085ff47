namespace Sockeye.Shell.Options;

/// <summary>An option of sockets.</summary>
/// <param name="Name">As C writes it.</param>
/// <param name="Level">SOL_SOCKET (1), IPPROTO_IP (0), IPPROTO_TCP (6), IPPROTO_IPV6 (41).</param>
/// <param name="Number">Its number at that level.</param>
/// <param name="Kind">How its value is laid out.</param>
/// <param name="Meaning">What it is, in a few words.</param>
internal sealed record SocketOption(string Name, int Level, int Number, OptionKind Kind, string Meaning);

/// <summary>How the value of a socket option is laid out.</summary>
internal enum OptionKind
{
    /// <summary>An int; 0 and 1 for off and on.</summary>
    Number,

    /// <summary>An int that is an error number.</summary>
    Errno,

    /// <summary><c>struct timeval</c>, seconds here.</summary>
    Time,

    /// <summary><c>struct linger</c>: seconds, or OFF.</summary>
    Linger,

    /// <summary>Text.</summary>
    Text,

    /// <summary><c>struct tcp_info</c>, of which a few fields are shown.</summary>
    TcpInfo,
}
