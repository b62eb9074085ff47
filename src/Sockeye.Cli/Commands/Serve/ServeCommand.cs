using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;
using Sockeye.Cli.Services;
using Sockeye.Files.Storage;
using Sockeye.Serving.Proxies;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Serve;

/// <summary><c>sockeye serve SERVICE[@ENDPOINT]…</c>: several services in one process.</summary>
internal sealed class ServeCommand
{
    private readonly Argument<ServiceSpec[]> _services = Services();
    private readonly LimitOptions _limits = new();
    private readonly FolderOptions _folder = new();
    private readonly IdentityOptions _identity = new();
    private readonly ProxyOptions _proxies = new();

    private readonly Option<string> _root = new("--root")
    {
        Description = "The directory whose files are served.",
        HelpName = "dir",
        DefaultValueFactory = _ => ".",
    };

    public static CommandDefinition Definition => new(
        "serve", "Serve one or more services, each wherever it is told to.",
        static (command, host) => new ServeCommand().AddTo(command, host))
    {
        Group = CommandGroup.Serve,
        Details = "'sockeye serve SERVICE --help' shows the options of one service beside those of all.",
        Examples =
        [
            "sockeye serve echo@tcp://:7007 echo@udp://:7007",
            "sockeye serve --root docs files http@tcp://*:8080",
            "sockeye serve http --help",
        ],
        BeforeHelp = ShowOptionsOfNamed,
    };

    private void AddTo(Command command, ICommandHost host)
    {
        command.Arguments.Add(_services);
        command.Options.Add(_root);
        _limits.AddTo(command);
        _folder.AddTo(command);
        _identity.AddTo(command);
        foreach (Option option in ServiceCatalog.All.SelectMany(service => service.Options))
            command.Options.Add(option);
        _proxies.AddTo(command);
        command.BindServer(host, RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CommandContext bare)
    {
        using GivenSockets? given = ActivationSockets.Take();
        CommandContext plain = bare with { Network = bare.Network.With(given) };
        ServiceSpec[] specs = parsed.GetRequiredValue(_services);
        RequireServed(parsed, [.. specs.Select(spec => spec.Service)]);
        using FileRoot? files = specs.Any(spec => spec.Service.NeedsRoot)
            ? _folder.Root(parsed, plain, parsed.GetRequiredValue(_root))
            : null;
        using AccessLogWriter accessLog = _folder.OpenAccessLog(parsed, plain);
        (TrustedProxies trusted, CommandContext proxied) = _proxies.Apply(parsed, plain);
        CommandContext context = _identity.Apply(parsed, proxied, specs.Select(spec => spec.Endpoint));
        var settings = new ServiceSettings
        {
            Parsed = parsed,
            Limits = _limits.Read(parsed) with { Proxies = trusted },
            IdleTimeout = _limits.IdleTimeout(parsed),
            Time = context.Time,
            Streams = context.Network.Streams,
            Identity = () => _identity.Server(parsed, context),
            Folder = files is null ? null : _folder.Folder(parsed, context, files, accessLog),
            FolderName = files is null ? "" : FolderOptions.NameOf(parsed.GetRequiredValue(_root)),
            Logger = context.Surroundings.Logger,
            Metrics = context.Surroundings.Metrics.Value,
            OnMessage = message => context.Console.Print(MessageResult.Of(message), static said => said.ToText()),
        };
        await using UploadSweep? sweep = UploadSweep.Start(context, settings.Folder);
        return await new ServerGroup(context, settings).RunAsync(specs);
    }

    // Of the services' own options, help shows those of the services that are named.
    private static void ShowOptionsOfNamed(CommandResult serve)
    {
        string[] named = [.. serve.Tokens.Concat(serve.Children.OfType<ArgumentResult>().SelectMany(at => at.Tokens))
            .SelectMany(token => ServiceCatalog.FindAll(token.Value.Split('@')[0])).Select(service => service.Name)];
        foreach (ServiceModule service in ServiceCatalog.All)
        {
            foreach (Option option in service.Options)
                option.Hidden = !named.Contains(service.Name);
        }
    }

    // Whoever writes an option expects it to do something.
    private static void RequireServed(ParseResult parsed, IReadOnlyList<ServiceModule> served)
    {
        foreach (ServiceModule service in ServiceCatalog.All.Except(served))
        {
            if (service.Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } own)
                throw new UsageException($"{own.Name} is an option of {service.Name}, which is not served here");
        }
    }

    private static Argument<ServiceSpec[]> Services() => new("service")
    {
        Description = "What to serve, and where if not at its default: "
            + "upper, echo@tcp://*:7007, files@unix:/run/f.sock."
            + string.Concat(ServiceCatalog.Names.Select(known => $"\n{known.Name}: {known.Description}")),
        Arity = ArgumentArity.OneOrMore,
        HelpName = "service[@endpoint]",
        CustomParser = result =>
            [.. result.Tokens.SelectMany(token => ServiceSpec.ParseAll(token.Value, result))],
    };
}
