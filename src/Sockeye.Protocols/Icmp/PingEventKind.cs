namespace Sockeye.Protocols.Icmp;

/// <summary>What has happened to a request.</summary>
public enum PingEventKind
{
    /// <summary>The host answered in time.</summary>
    Reply,

    /// <summary>The host answered again.</summary>
    Duplicate,

    /// <summary>The host answered a request that had been given up.</summary>
    Late,

    /// <summary>A router, or the host, sent an ICMP error; or this machine refused to send.</summary>
    Error,

    /// <summary>Nobody answered in time.</summary>
    TimedOut,
}
