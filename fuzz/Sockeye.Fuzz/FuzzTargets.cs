using Sockeye.Fuzz.Targets;

namespace Sockeye.Fuzz;

/// <summary>All targets: add yours here, and its corpus under its name.</summary>
public static class FuzzTargets
{
    /// <summary>The targets, in the order of their names.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("ftp-replies", FtpReplies.Run),
        new("ftp-server", FtpServer.Run),
        new("http-fields", HttpFields.Run),
        new("http-ranges", HttpRanges.Run),
        new("http-requests", HttpRequests.Run),
        new("http-targets", HttpTargets.Run),
    ];
}
