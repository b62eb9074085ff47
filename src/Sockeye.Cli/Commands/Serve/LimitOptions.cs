using System.CommandLine;
using Sockeye.Serving;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The options of <c>serve</c> that limit each of its servers.</summary>
internal sealed class LimitOptions
{
    private readonly Option<ServeMode?> _mode = ServeModeOption.Create();

    private readonly Option<int?> _maxConnections = CommonOptions.Number(
        "--max-connections", "How many at once. The same as --mode concurrent:N.", least: 1, most: int.MaxValue);

    private readonly Option<TimeSpan?> _idle = CommonOptions.Duration(
        "--idle-timeout", "How long a connection may be silent. Default 60s; of FTP 5m, before its login always 1m.");

    private readonly Option<TimeSpan?> _drain = CommonOptions.Duration(
        "--drain-timeout", "How long stopping waits for connections to finish. Default 5s.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_mode, _maxConnections, _idle, _drain];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>How long a connection may be silent, if the command line says so.</summary>
    public TimeSpan? IdleTimeout(ParseResult parsed) => parsed.GetValue(_idle);

    /// <summary>What the command line says.</summary>
    public ServeOptions Read(ParseResult parsed)
    {
        var limits = new ServeOptions();
        if (parsed.GetValue(_mode) is { } mode)
            limits = limits with { Mode = mode };
        if (parsed.GetValue(_maxConnections) is { } atOnce)
            limits = limits with { Mode = limits.Mode with { Concurrency = atOnce } };
        if (parsed.GetValue(_idle) is { } idle)
            limits = limits with { IdleTimeout = idle };
        return parsed.GetValue(_drain) is { } drain ? limits with { DrainTimeout = drain } : limits;
    }
}
