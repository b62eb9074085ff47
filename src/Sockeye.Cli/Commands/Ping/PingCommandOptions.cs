using System.CommandLine;
using System.Net.Sockets;
using Sockeye.Cli.Ending;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports.Raw;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>The options of <c>ping</c>; their short names are those of ping(8).</summary>
internal sealed class PingCommandOptions
{
    private readonly Option<int?> _count = Short("-c", CommonOptions.Number(
        "--count", "How many requests to each host. Default: until Ctrl-C; with --sweep 1.",
        least: 1, most: 1_000_000_000));

    private readonly Option<TimeSpan?> _interval = Short("-i", CommonOptions.Duration(
        "--interval",
        "From one request to a host to the next; with --sweep from one host to the next. Default 1s; with --sweep 2ms. "
            + "Less than 2ms would be a flood, and is refused but for loopback; less than 1ms always."));

    private readonly Option<int?> _size = Short("-s", CommonOptions.Number(
        "--size", "Bytes of payload. Default 56.", least: 0, PingOptions.MaxPayloadBytes));

    private readonly Option<int?> _hopLimit = Short("-t", CommonOptions.Number(
        "--ttl", "How many routers a request may pass. Default: the system's.", least: 1, most: 255));

    private readonly Option<TimeSpan?> _timeout = Short("-W", CommonOptions.Duration(
        "--timeout", "How long to wait for each answer; at most 30s. Default 2s."));

    private readonly Option<bool> _dontFragment = new("--dont-fragment")
    {
        Description = "Let nobody cut the requests: a link too narrow for them says so, and how wide it is.",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Print only the first line and the summary.",
    };

    private readonly Option<bool> _plot = new("--plot")
    {
        Description =
            "On a terminal draw the times of one host as a curve instead of lines; not where NO_COLOR is set.",
    };

    private readonly Option<bool> _only4 = new("-4") { Description = "Use only IPv4 addresses of names." };
    private readonly Option<bool> _only6 = new("-6") { Description = "Use only IPv6 addresses of names." };

    public PingCommandOptions(Command command)
    {
        foreach (Option option in
            new Option[]
            {
                _count, _interval, _size, _hopLimit, _timeout, _dontFragment, _quiet, _plot, _only4, _only6,
            })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="UsageException">A value is out of its range, or two exclude each other.</exception>
    public PingSettings Read(ParseResult parsed)
    {
        Check(parsed);
        AddressFamily? family = parsed.GetValue(_only4) ? AddressFamily.InterNetwork
            : parsed.GetValue(_only6) ? AddressFamily.InterNetworkV6 : null;
        var requests = new PingOptions
        {
            PayloadBytes = parsed.GetValue(_size) ?? new PingOptions().PayloadBytes,
            Timeout = parsed.GetValue(_timeout) ?? new PingOptions().Timeout,
        };
        var socket = new IcmpSocketOptions
        {
            HopLimit = parsed.GetValue(_hopLimit),
            DontFragment = parsed.GetValue(_dontFragment),
            ProgramPath = Environment.ProcessPath,
        };
        return new PingSettings(
            parsed.GetValue(_count), parsed.GetValue(_interval), requests, family, socket,
            IsQuiet: parsed.GetValue(_quiet), HasPlot: parsed.GetValue(_plot));
    }

    private static Option<T> Short<T>(string alias, Option<T> option)
    {
        option.Aliases.Add(alias);
        return option;
    }

    // Not by validators: those are asked even of values that could not be read.
    private void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_only4) && parsed.GetValue(_only6))
            throw new UsageException("-4 and -6 exclude each other");
        if (parsed.GetValue(_quiet) && parsed.GetValue(_plot))
            throw new UsageException("--quiet and --plot exclude each other");
        if (parsed.GetValue(_timeout) > PingOptions.MaxTimeout)
            throw new UsageException($"--timeout is at most {PingOptions.MaxTimeout.TotalSeconds:0}s");
        if (parsed.GetValue(_interval) < PingOptions.MinInterval)
            throw new UsageException($"--interval is at least {PingOptions.MinInterval.TotalMilliseconds:0}ms");
    }
}
