using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Services;
using Sockeye.Files.Access;
using Sockeye.Files.Http.Logins;
using Sockeye.Files.Storage;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands.Share;

/// <summary><c>sockeye share [DIR]</c>: a folder by SFP, HTTP, FTP and TFTP at once, for whoever needs it.</summary>
internal sealed class ShareCommand
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "The folder, a file, or several side by side. Default: this folder.",
        Arity = new ArgumentArity(0, FileRoot.MaxPaths),
        DefaultValueFactory = _ => ["."],
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

    private readonly Option<ShareAccess?> _access = new("--access")
    {
        Description = "Who may read and who may write: open (everybody), login (with the password of this run) or "
            + $"none. For example {ShareAccess.Example}.",
        HelpName = "rights",
        CustomParser = ParseAccess,
        CompletionSources = { "read=open", "read=login", "read=open,write=login", "read=none,write=open" },
    };

    private readonly Option<int?> _once = CommonOptions.Number(
        "--once", "End after so many downloads.", least: 1, most: int.MaxValue);

    private readonly Option<TimeSpan?> _time = CommonOptions.Duration("--for", "End after a time.");
    private readonly ShareServiceOptions _services = new();
    private readonly FolderOptions _folder = new();
    private readonly IdentityOptions _identity = new();

    public static CommandDefinition Definition => new(
        "share", "Give a folder to whoever needs it: by HTTP, FTP, SFP and TFTP.",
        static (command, host) => new ShareCommand().AddTo(command, host))
    {
        Group = CommandGroup.Serve,
        Examples =
        [
            "sockeye share docs",
            "sockeye share docs --lan",
            "sockeye share inbox --writable --for 30m",
        ],
    };

    private void AddTo(Command command, ICommandHost host)
    {
        command.Arguments.Add(_paths);
        Option[] options = [_lan, _address, _plain, _open, _access, _once, _time, HttpModule.ServesIndex];
        Array.ForEach(options, command.Options.Add);
        _services.AddTo(command);
        _folder.AddTo(command);
        _identity.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_access) is not null && (_folder.GiveRights(result) || result.GetValue(_open)))
                result.AddError(
                    "--access says who may do what: neither --writable, --no-password nor --users go with it");
        });
        command.BindServer(host, RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CommandContext plain)
    {
        string[] paths = parsed.GetRequiredValue(_paths);
        plain.Console.Attempt = $"share {string.Join(' ', paths)}";
        ShareSettings settings = Settings(parsed);
        _identity.RequireUse(parsed, settings.IsSecured);
        IAccountSource? users = _folder.Users(parsed, plain);
        TlsServer? tls = settings.IsSecured ? _identity.Server(parsed, plain) : null;
        using FileRoot root = _folder.Root(parsed, plain, paths);
        using AccessLogWriter accessLog = _folder.OpenAccessLog(parsed, plain);
        using var end = new ShareEnd(settings, plain);

        SharePassword? password = settings.Access is { HasLogin: true } ? SharePassword.Create() : null;
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

        IAccountSource source = users ?? ShareAccounts.Of(settings.Access!, password);
        var folder = new SharedFolder(root, new Accounts(source, plain.Time), transfers);
        CommandContext context = Secured(plain, tls);
        bool hasTftp = folder.Accounts.Anonymous is not null && !settings.IsSecured;
        IReadOnlyList<ShareService> offered = _services.Read(parsed, settings.IsSecured, hasTftp);
        ServiceSettings services = Services(parsed, context, settings, folder, tls, password);
        var census = ShareCensus.Of(folder);
        if (root.IsSideBySide && census.Directory is null && folder.Accounts.MayAnybody(Rights.Write))
            throw new UsageException("beside a file that is shared nothing can be put; share a directory");
        if (census.ToText() is { } leftOut)
            context.Console.Say(leftOut);
        if (password is not null)
            context.Console.Say($"user {SharePassword.User}, password {password.Text} (for this run only)");
        await using UploadSweep? sweep = UploadSweep.Start(context, folder);
        ShareInvitation invitation = InvitationOf(settings, tls, folder, census);
        return await new ShareRun(context, settings, services).RunAsync(offered, invitation, end, screen);
    }

    private static ShareInvitation InvitationOf(
        ShareSettings settings, TlsServer? tls, SharedFolder folder, ShareCensus census)
    {
        return new ShareInvitation(
            ShareAddress.HostOf(settings.Host),
            LoginFor(Rights.Read, settings, folder), LoginFor(Rights.Write, settings, folder),
            tls is null ? null : CertificateMarks.Of(tls.Identity),
            folder.Accounts.MayAnybody(Rights.Write) ? IntoOf(folder, census) : null,
            folder.Accounts.MayAnybody(Rights.Read) ? census.Example ?? "NAME" : null);
    }

    // Beside what is shared side by side nothing can be put.
    private static string? IntoOf(SharedFolder folder, ShareCensus census)
    {
        if (!folder.Root.IsSideBySide)
            return "";
        return census.Directory is { } directory ? directory + '/' : null;
    }

    private static string? LoginFor(Rights rights, ShareSettings settings, SharedFolder folder)
    {
        const string userOfFile = "USER";
        bool isOpen = folder.Accounts.Anonymous?.Rights.AllowAnywhere(rights) ?? false;
        return isOpen ? null : settings.Access is null ? userOfFile : SharePassword.User;
    }

    private ShareSettings Settings(ParseResult parsed)
    {
        if (parsed.GetValue(_address) is { } text && string.IsNullOrWhiteSpace(text))
            throw new UsageException("--address is empty; write an address of this machine, for example 192.0.2.1");
        if (parsed.GetValue(_lan) && parsed.GetValue(_address) is not null)
            throw new UsageException("--lan is every address of this machine, and --address is one of them");

        var settings = new ShareSettings(
            parsed.GetValue(_address) ?? (parsed.GetValue(_lan) ? Endpoint.AnyHost : null),
            parsed.GetValue(_plain), Access: null, parsed.GetValue(_once), parsed.GetValue(_time));
        return settings with { Access = AccessOf(parsed, settings.IsOutside) };
    }

    // By itself: outside of this machine with a password, here without one, and nobody writes.
    private ShareAccess? AccessOf(ParseResult parsed, bool isOutside)
    {
        ShareAccess? access = parsed.GetValue(_access);
        bool isWritable = _folder.IsWritable(parsed);
        bool isOpen = parsed.GetValue(_open);
        if (_folder.HasUsers(parsed))
            return null;

        AllowedTo usual = isOutside && !isOpen ? AllowedTo.Login : AllowedTo.Everybody;
        return access ?? new ShareAccess(usual, isWritable ? usual : AllowedTo.Nobody);
    }

    private static ShareAccess? ParseAccess(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        ShareAccess? access = ShareAccess.Parse(text);
        if (access is null)
            result.AddError($"'{text}' does not say who may read and write; write for example {ShareAccess.Example}");
        else if (access is { Read: AllowedTo.Nobody, Write: AllowedTo.Nobody })
            result.AddError($"with '{text}' nobody may do anything; write for example {ShareAccess.Example}");
        return access;
    }

    private static CommandContext Secured(CommandContext context, TlsServer? tls)
    {
        if (tls is null)
            return context;

        var streams = new TlsTransport(context.Network.Sockets, tls, client: null);
        return context with { Network = context.Network with { Streams = streams } };
    }

    private ServiceSettings Services(
        ParseResult parsed, CommandContext context, ShareSettings settings, SharedFolder folder, TlsServer? tls,
        SharePassword? password) =>
        new()
        {
            Parsed = parsed,
            Limits = new ServeOptions(),
            Time = context.Time,
            Streams = context.Network.Streams,
            Identity = tls is null ? null : () => tls,
            Folder = folder,
            FolderName = FolderOptions.NameOf(parsed.GetRequiredValue(_paths)),
            TakesPlainPasswords = settings.IsPlain,
            DeviceKey = settings.IsOutside && password is not null ? new DeviceKey(SharePassword.User) : null,
            MustSecure = tls is not null,
            Logger = context.Console.Verbose ? context.Surroundings.Logger : NullLogger.Instance,
            Metrics = context.Surroundings.Metrics.Value,
            OnMessage = static _ => { },
        };
}
