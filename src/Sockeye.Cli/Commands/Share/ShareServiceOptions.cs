using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands.Share;

/// <summary>The options that say by which services, and on which ports.</summary>
internal sealed class ShareServiceOptions
{
    private readonly Option<string[]?> _only = new("--only")
    {
        Description = $"By these services alone: {string.Join(',', ShareService.Names)}.",
        HelpName = "services",
        CustomParser = ParseNames,
        CompletionSources = { ShareService.Names.ToArray() },
    };

    private readonly Option<int?> _port = CommonOptions.Number(
        "--port", "Where to listen: the port of http, or of the first of --only.", least: 0, most: IPEndPoint.MaxPort);

    private readonly IReadOnlyList<(string Service, Option<int?> Port)> _ports =
        [.. ShareService.Names.Select(service => (service, PortOf(service)))];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_only);
        command.Options.Add(_port);
        foreach ((_, Option<int?> port) in _ports)
            command.Options.Add(port);
    }

    /// <summary>The services, with the ports that were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isSecured">Whether streams are inside TLS.</param>
    /// <param name="hasTftp">Whether TFTP, which knows neither passwords nor TLS, may be there.</param>
    /// <exception cref="UsageException">What is asked for cannot be.</exception>
    public IReadOnlyList<ShareService> Read(ParseResult parsed, bool isSecured, bool hasTftp)
    {
        IReadOnlyCollection<string> wanted = parsed.GetValue(_only) is { Length: > 0 } only ? only : ShareService.Names;
        if (parsed.GetResult(_only) is not null && wanted.Contains(ShareService.Tftp) && !hasTftp)
            throw new UsageException(
                "tftp has neither TLS nor passwords: everybody must be able to read (--access read=open, or "
                + "--no-password), and outside of this machine it needs --plain");

        ShareService[] offered = [.. ShareService.For(isSecured, hasTftp)
            .Where(service => wanted.Contains(service.Service))];
        foreach ((string service, Option<int?> option) in _ports)
        {
            if (parsed.GetValue(option) is not { } port)
                continue;

            int at = Array.FindIndex(offered, one => one.Service == service);
            if (at < 0)
                throw new UsageException($"{option.Name} is the port of {service}, which is not served here");
            offered[at] = offered[at] with { Port = port, IsAsked = true };
        }

        return parsed.GetValue(_port) is { } asked ? WithPort(offered, wanted.First(), asked) : offered;
    }

    private static ShareService[] WithPort(ShareService[] offered, string first, int port)
    {
        int at = Array.FindIndex(offered, one => one.Service == first);
        if (offered[at].IsAsked)
            throw new UsageException($"--port and --{first}-port say the same; write one of them");

        offered[at] = offered[at] with { Port = port, IsAsked = true };
        return offered;
    }

    private static Option<int?> PortOf(string service) => CommonOptions.Number(
        $"--{service}-port", $"The same, of {service}; 0 is any free one.", least: 0, most: IPEndPoint.MaxPort);

    private static string[]? ParseNames(ArgumentResult result)
    {
        string[] names = [.. result.Tokens.SelectMany(static token => token.Value.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        string? unknown = names.FirstOrDefault(name => !ShareService.Names.Contains(name));
        if (unknown is not null || names.Length == 0)
            result.AddError(
                $"'{unknown}' is no service of a share; write some of {string.Join(',', ShareService.Names)}");
        return names;
    }
}
