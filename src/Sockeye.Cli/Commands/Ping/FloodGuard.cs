using System.Globalization;
using System.Net;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Requests without a pause belong to one's own machine only; ping(8) has the same limit of 2 ms.</summary>
internal static class FloodGuard
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    /// <exception cref="UsageException">The interval is too short for one of the addresses.</exception>
    public static void Check(TimeSpan interval, IEnumerable<IPAddress> addresses)
    {
        IPAddress? stranger = addresses.FirstOrDefault(address => !IPAddress.IsLoopback(address));
        if (interval >= Shortest || stranger is null)
            return;

        throw new UsageException(string.Create(
            CultureInfo.InvariantCulture,
            $"an interval of {interval.TotalMilliseconds:0.###} ms would flood {stranger}: only loopback addresses "
            + $"may be pinged faster than every 2 ms; write --interval 2ms or more"));
    }
}
