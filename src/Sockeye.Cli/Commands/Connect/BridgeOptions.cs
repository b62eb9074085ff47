using System.CommandLine;

namespace Sockeye.Cli.Commands.Connect;

/// <summary>The options that <c>listen</c> and <c>connect</c> share.</summary>
internal static class BridgeOptions
{
    public static Option<bool> Hex() => new("--hex", "-x")
    {
        Description = "Print what the peer sends as a hex dump.",
    };

    public static Option<TimeSpan?> Idle() => CommonOptions.Duration(
        "--idle-timeout",
        "End when nothing has moved for this long. "
            + "Default: never for streams, 1s after the input's end for datagrams.");
}
