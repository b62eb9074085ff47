namespace Sockeye.Shell.Options;

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
