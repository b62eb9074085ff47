using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Sockeye.Cli.Ending;
using Sockeye.Probing.Route;

namespace Sockeye.Cli.Commands.Route;

/// <summary>The options of <c>route</c>; their short names are those of traceroute(8) and mtr(8).</summary>
internal sealed class RouteCommandOptions
{
    private readonly Option<int?> _count = Short(CommonOptions.Number(
        "--count", "How many rounds, each with one probe to every hop. Default: on a terminal until Ctrl-C, else 3; "
            + "with --report 10. With more than 10 not on a terminal, --report is implied.",
        least: 1, most: 1_000_000), "-c");

    private readonly Option<int?> _maxHops = Short(CommonOptions.Number(
        "--max-hops", "The last hop that is asked for. Default 30.", least: 1, most: 255), "-m");

    private readonly Option<int?> _first = Short(CommonOptions.Number(
        "--first-hop", "The first hop that is asked for. Default 1.", least: 1, most: 255), "-f");

    private readonly Option<int?> _maxSilent = CommonOptions.Number(
        "--max-silent", "How many hops in a row may be silent until those behind are not asked for. Default 10.",
        least: 1, most: 255);

    private readonly Option<TimeSpan?> _interval = Short(CommonOptions.Duration(
        "--interval", "From one round to the next, unless it takes longer: a round sends a probe every 50ms. "
            + "Default 1s; at least 50ms."), "-i");

    private readonly Option<TimeSpan?> _timeout = Short(CommonOptions.Duration(
        "--timeout", "How long to wait for each answer; at most 30s. Default 5s."), "-W", "-w");

    private readonly Option<bool> _icmp = new("--icmp", "-I") { Description = "Send ICMP, which is the default." };

    private readonly Option<bool> _udp = new("--udp", "-u")
    {
        Description = "Send UDP, not ICMP: each probe to the next port, or all to that of HOST:PORT.",
    };

    private readonly Option<int?> _port = Short(CommonOptions.Number(
        "--port", $"With --udp: where the ports begin. Default {RouteMethod.DefaultPort}.",
        least: 1, most: RouteMethod.MaxFirstPort), "-p");

    private readonly Option<bool> _noNames = new("--no-dns", "-n")
    {
        Description = "Do not look up the names of the hops.",
    };

    private readonly Option<bool> _report = new("--report", "-r")
    {
        Description = "Show only the table of the hops, at the end.",
    };

    private readonly Option<bool> _only4 = new("-4") { Description = "Use only IPv4 addresses of names." };
    private readonly Option<bool> _only6 = new("-6") { Description = "Use only IPv6 addresses of names." };

    public RouteCommandOptions(Command command)
    {
        Option[] all =
        [
            _count, _maxHops, _first, _maxSilent, _interval, _timeout, _icmp, _udp, _port, _noNames, _report,
            _only4, _only6,
        ];
        Array.ForEach(all, command.Options.Add);
    }

    /// <summary>What is wrong with the options beside a destination; null when nothing is.</summary>
    public string? FlawOf(CommandResult result, RouteDestination destination)
    {
        bool isUdp = destination.NeedsUdp || result.GetResult(_udp) is not null;
        if (isUdp && result.GetResult(_icmp) is not null)
            return "--icmp and UDP exclude each other";
        if (destination.Port is { } port && !isUdp)
            return $"{destination.Host}:{port} names a port, and ICMP has none; add --udp, or leave the port out";
        if (result.GetResult(_port) is null)
            return null;

        return !isUdp ? "--port is of UDP; add --udp"
            : destination.Port is not null
                ? "--port says where the ports begin, and HOST:PORT has but one; leave one out"
            : null;
    }

    /// <exception cref="UsageException">A value is out of its range, or two exclude each other.</exception>
    public RouteSettings Read(ParseResult parsed, RouteDestination destination)
    {
        var options = new RouteOptions();
        TimeSpan interval = parsed.GetValue(_interval) ?? options.Interval;
        TimeSpan timeout = parsed.GetValue(_timeout) ?? options.Timeout;
        int first = parsed.GetValue(_first) ?? options.FirstHop;
        int last = parsed.GetValue(_maxHops) ?? options.MaxHops;
        if (parsed.GetValue(_only4) && parsed.GetValue(_only6))
            throw new UsageException("-4 and -6 exclude each other");
        if (timeout > RouteOptions.MaxTimeout)
            throw new UsageException($"--timeout is at most {RouteOptions.MaxTimeout.TotalSeconds:0}s");
        if (interval < RouteOptions.Gap)
            throw new UsageException($"--interval is at least {RouteOptions.Gap.TotalMilliseconds:0}ms");
        if (first > last)
            throw new UsageException($"--first-hop {first} is behind the last one; raise --max-hops, which is {last}");

        AddressFamily? family = parsed.GetValue(_only4) ? AddressFamily.InterNetwork
            : parsed.GetValue(_only6) ? AddressFamily.InterNetworkV6 : null;
        options = options with
        {
            Interval = interval,
            Timeout = timeout,
            FirstHop = first,
            MaxHops = last,
            MaxSilent = parsed.GetValue(_maxSilent) ?? options.MaxSilent,
        };
        return new RouteSettings(
            parsed.GetValue(_count), options, destination.NeedsUdp || parsed.GetValue(_udp), parsed.GetValue(_port),
            family, WithNames: !parsed.GetValue(_noNames), parsed.GetValue(_report));
    }

    private static Option<T> Short<T>(Option<T> option, params string[] aliases)
    {
        Array.ForEach(aliases, option.Aliases.Add);
        return option;
    }
}
