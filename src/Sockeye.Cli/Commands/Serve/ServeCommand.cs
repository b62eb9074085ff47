using System.CommandLine;
using Sockeye.Serving;
using Sockeye.Serving.Proxies;
using Sockeye.Storage;

namespace Sockeye.Cli.Commands.Serve;

/// <summary><c>sockeye serve SERVICE[@ENDPOINT]…</c>: several services in one process.</summary>
internal static class ServeCommand
{
    public static CommandDefinition Definition => new("serve", "Serve one or more services.", AddTo);

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<ServiceSpec[]> services = Services();
        Option<ServeMode?> mode = ServeModeOption.Create();
        Option<int?> maxConnections = CommonOptions.Number(
            "--max-connections", "How many at once. The same as --mode concurrent:N.", least: 1, most: int.MaxValue);
        Option<TimeSpan?> idle = CommonOptions.Duration(
            "--idle-timeout",
            "How long a connection may be silent. Default 60s; of FTP 5m, before its login always 1m.");
        Option<TimeSpan?> drain = CommonOptions.Duration(
            "--drain-timeout", "How long stopping waits for connections to finish. Default 5s.");
        Option<string> root = new("--root")
        {
            Description = "The directory whose files are served.",
            HelpName = "dir",
            DefaultValueFactory = _ => ".",
        };
        var folderOptions = new FolderOptions();
        var identity = new IdentityOptions();
        var ftp = new FtpServeOptions();
        Option<bool> singlePort = new("--single-port")
        {
            Description = "tftp: keep all transfers on its one port, for firewalls.",
        };
        Option<bool> reply = new("--reply") { Description = "hello: answer HELLO." };
        command.Arguments.Add(services);
        Option[] options = [root, mode, maxConnections, idle, drain, singlePort, reply];
        Array.ForEach(options, command.Options.Add);
        folderOptions.AddTo(command);
        identity.AddTo(command);
        ftp.AddTo(command);
        var http = new HttpServeOptions();
        http.AddTo(command);
        var proxies = new ProxyOptions();
        proxies.AddTo(command);
        command.BindServer(host, async (parsed, plain) =>
        {
            ServiceSpec[] specs = parsed.GetRequiredValue(services);
            using FileRoot? files = specs.Any(spec => spec.Service.NeedsRoot)
                ? folderOptions.Root(parsed, plain, parsed.GetRequiredValue(root))
                : null;
            using AccessLogWriter accessLog = folderOptions.OpenAccessLog(parsed, plain);
            (TrustedProxies trusted, CommandContext proxied) = proxies.Apply(parsed, plain);
            CommandContext context = identity.Apply(parsed, proxied, specs.Select(spec => spec.Endpoint));
            var settings = new ServiceSettings
            {
                Folder = files is null ? null : folderOptions.Folder(parsed, context, files, accessLog),
                Ftp = asked => ftp.Handler(parsed, context, asked, identity, parsed.GetValue(idle)),
                Logger = context.Surroundings.Logger,
                Limits = Limits(
                    parsed.GetValue(mode), parsed.GetValue(maxConnections),
                    parsed.GetValue(idle), parsed.GetValue(drain)) with
                { Proxies = trusted },
                IsSinglePort = parsed.GetValue(singlePort),
                Reply = parsed.GetValue(reply),
                OnMessage = message => context.Console.Print(MessageResult.Of(message), static said => said.ToText()),
            };
            await using UploadSweep? sweep = UploadSweep.Start(context, settings.Folder);
            return await new ServerGroup(context, http.Apply(parsed, settings)).RunAsync(specs);
        });
    }

    private static Argument<ServiceSpec[]> Services() => new("service")
    {
        Description = "What to serve, and where if not at its default: "
            + "upper, echo@tcp://*:7007, files@unix:/run/f.sock."
            + string.Concat(ServiceCatalog.All.Select(service => $"\n{service.Name}: {service.Description}")),
        Arity = ArgumentArity.OneOrMore,
        HelpName = "service[@endpoint]",
        CustomParser = result =>
            [.. result.Tokens.Select(token => ServiceSpec.Parse(token.Value, result)).OfType<ServiceSpec>()],
    };

    private static ServeOptions Limits(ServeMode? mode, int? maxConnections, TimeSpan? idle, TimeSpan? drain)
    {
        var limits = new ServeOptions();
        if (mode is { } asked)
            limits = limits with { Mode = asked };
        if (maxConnections is { } atOnce)
            limits = limits with { Mode = limits.Mode with { Concurrency = atOnce } };
        if (idle is { } idleTimeout)
            limits = limits with { IdleTimeout = idleTimeout };
        return drain is { } drainTimeout ? limits with { DrainTimeout = drainTimeout } : limits;
    }
}
