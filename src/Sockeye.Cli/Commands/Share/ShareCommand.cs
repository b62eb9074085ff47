using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Services;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands.Share;

/// <summary><c>sockeye share [DIR]</c>: a folder by SFP, HTTP, FTP and TFTP at once, for whoever needs it.</summary>
internal sealed class ShareCommand
{
    private readonly Argument<string> _directory = new("dir")
    {
        Description = "The folder.",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<bool> _lan = new("--lan")
    {
        Description = "Let other machines reach it: TLS, and a password made for this run.",
    };

    private readonly Option<string?> _address = new("--address")
    {
        Description = "The same, at one address of this machine.",
        HelpName = "address",
    };

    private readonly Option<bool> _plain = new("--plain")
    {
        Description = "Outside of this machine: without TLS, for clients that have none. "
            + "Anybody on the way can read along.",
    };

    private readonly Option<bool> _open = new("--no-password")
    {
        Description = "Outside of this machine: without a password.",
    };

    private readonly Option<int?> _once = CommonOptions.Number(
        "--once", "End after so many downloads.", least: 1, most: int.MaxValue);

    private readonly Option<TimeSpan?> _time = CommonOptions.Duration("--for", "End after a time.");
    private readonly FolderOptions _folder = new();
    private readonly IdentityOptions _identity = new();

    public static CommandDefinition Definition => new(
        "share", "Give a folder to whoever needs it, by the client they have: HTTP, FTP, SFP, TFTP.",
        static (command, host) => new ShareCommand().AddTo(command, host));

    private void AddTo(Command command, ICommandHost host)
    {
        command.Arguments.Add(_directory);
        Option[] options = [_lan, _address, _plain, _open, _once, _time];
        Array.ForEach(options, command.Options.Add);
        _folder.AddTo(command);
        _identity.AddTo(command);
        command.BindServer(host, RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CommandContext plain)
    {
        ShareSettings settings = Settings(parsed);
        IAccountSource? users = _folder.Users(parsed, plain);
        bool needsPassword = settings.IsOutside && users is null && !parsed.GetValue(_open);
        TlsServer? tls = settings.IsSecured ? _identity.Server(parsed, plain) : null;
        string path = parsed.GetRequiredValue(_directory);
        plain.Console.Attempt = $"share {path}";
        using FileRoot root = _folder.Root(parsed, plain, path);
        using AccessLogWriter accessLog = _folder.OpenAccessLog(parsed, plain);
        using var end = new ShareEnd(settings, plain);

        SharePassword? password = needsPassword ? SharePassword.Create() : null;
        ShareScreen? screen = null;
        var transfers = new Transfers(plain.Time, access =>
        {
            screen?.Add(access);
            if (screen is null || accessLog.IsChosen)
                accessLog.Write(access);
            end.Count(access);
        });
        if (plain.Console.ErrorIsTerminal && DrawnScreen.IsLargeEnough && !plain.Console.Json)
            screen = new ShareScreen(transfers);

        IAccountSource source = users ?? Everybody(settings, password);
        var folder = new SharedFolder(root, new Accounts(source, plain.Time), transfers);
        CommandContext context = Secured(plain, tls);
        ServiceSettings services = Services(parsed, context, settings, folder, tls);
        if (password is not null)
            context.Console.Say($"user {SharePassword.User}, password {password.Text} (for this run only)");
        await using UploadSweep? sweep = UploadSweep.Start(context, folder);
        string? who = password is not null ? SharePassword.User : users is null ? null : "USER";
        return await new ShareRun(context, settings, services).RunAsync(
            who, tls is null ? null : CertificateMarks.Of(tls.Identity), end, screen);
    }

    private ShareSettings Settings(ParseResult parsed)
    {
        if (parsed.GetValue(_address) is { } text && string.IsNullOrWhiteSpace(text))
            throw new UsageException("--address is empty; write an address of this machine, for example 192.0.2.1");

        return new ShareSettings(
            parsed.GetValue(_address) ?? (parsed.GetValue(_lan) ? Endpoint.AnyHost : null),
            parsed.GetValue(_plain), _folder.IsWritable(parsed), parsed.GetValue(_once), parsed.GetValue(_time));
    }

    private static FixedAccounts Everybody(ShareSettings settings, SharePassword? password)
    {
        var rights = PathRights.Everywhere(settings.IsWritable ? Rights.All : Rights.ReadOnly);
        return new FixedAccounts(
            password?.Account(rights) ?? new Account(Account.Anonymous, Password: null, rights));
    }

    private static CommandContext Secured(CommandContext context, TlsServer? tls)
    {
        if (tls is null)
            return context;

        var streams = new TlsTransport(context.Network.Sockets, tls, client: null);
        return context with { Network = context.Network with { Streams = streams } };
    }

    private ServiceSettings Services(
        ParseResult parsed, CommandContext context, ShareSettings settings, SharedFolder folder, TlsServer? tls) =>
        new()
        {
            Parsed = parsed,
            Limits = new ServeOptions(),
            Time = context.Time,
            Streams = context.Network.Streams,
            Identity = tls is null ? null : () => tls,
            Folder = folder,
            FolderName = FolderOptions.NameOf(parsed.GetRequiredValue(_directory)),
            TakesPlainPasswords = settings.IsPlain,
            MustSecure = tls is not null,
            Logger = context.Console.Verbose ? context.Surroundings.Logger : NullLogger.Instance,
            Metrics = context.Surroundings.Metrics.Value,
            OnMessage = static _ => { },
        };
}
