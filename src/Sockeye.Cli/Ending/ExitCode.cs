namespace Sockeye.Cli.Ending;

/// <summary>How the command ends. The numbers are part of the interface.</summary>
internal enum ExitCode
{
    /// <summary>What was asked for is done.</summary>
    Done = 0,

    /// <summary>It failed on this side: no such file, no right, disk full.</summary>
    Failed = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>The peer refused, went away, or broke the protocol.</summary>
    PeerFailed = 3,

    /// <summary>The peer did not answer in time.</summary>
    TimedOut = 4,

    /// <summary>SIGHUP cut work off (128 + 1).</summary>
    HungUp = 129,

    /// <summary>SIGINT cut work off (128 + 2).</summary>
    Interrupted = 130,

    /// <summary>SIGTERM cut work off (128 + 15).</summary>
    Terminated = 143,
}
