using System.CommandLine;

namespace Sockeye.Cli.Commands;

/// <summary><c>--rate</c>: bytes per second.</summary>
internal static class RateOption
{
    private const long Least = 1024; // below it no answer comes before a time-out

    public static Option<long?> Create() => CommonOptions.Bytes(
        "--rate",
        "Move at most so many bytes a second, each way, all connections together.",
        Least, text => $"'{text}' is not a rate; write bytes per second from {Least}, for example 500K or 2M");
}
