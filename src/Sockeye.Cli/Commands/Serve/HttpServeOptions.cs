using System.CommandLine;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>The options of all commands that serve by HTTP.</summary>
internal sealed class HttpServeOptions
{
    private readonly Option<string[]> _hostNames = new("--host-name")
    {
        Description = "http: a name by which this server is reached without TLS, "
            + "beside this machine's own and any address.",
        HelpName = "name",
    };

    private readonly Option<bool> _metrics = new("--open-metrics")
    {
        Description = "http: /-/metrics is for other machines too.",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_hostNames);
        command.Options.Add(_metrics);
    }

    /// <summary>What they say.</summary>
    public ServiceSettings Apply(ParseResult parsed, ServiceSettings settings) => settings with
    {
        HostNames = parsed.GetValue(_hostNames) ?? [],
        ShowsMetricsToAll = parsed.GetValue(_metrics),
    };
}
