using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sockeye.Serving;

/// <summary>What a server takes from its surroundings: nothing is global.</summary>
public sealed record ServerContext
{
    /// <summary>The name of the service, in logs and metrics. Default <c>service</c>.</summary>
    public string Service { get; init; } = "service";

    /// <summary>The clock and its timers. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the log goes. Default: nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Where the measurements go. Default: nobody reads them.</summary>
    public ServerMetrics Metrics { get; init; } = new();

    /// <summary>
    /// What the servers of a process share, so that all their connections fit the open files (RLIMIT_NOFILE).
    /// Default: none; <see cref="ServeOptions.Mode"/> alone is the limit.
    /// </summary>
    public ConnectionLimit? ConnectionLimit { get; init; }

    /// <summary>
    /// Where the datagram servers of a process listen, so that none answers another. Default: each knows its own.
    /// </summary>
    public OwnPorts Ports { get; init; } = new();

    /// <summary>
    /// Is told of each service interval when it ends; called from the connection's task. Default: nobody.
    /// </summary>
    public Action<ServiceInterval>? OnServed { get; init; }
}
