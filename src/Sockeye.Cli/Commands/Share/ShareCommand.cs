using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Access;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Protocols.Ftp;
using Sockeye.Services.Ftp;
using Sockeye.Serving;
using Sockeye.Storage;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Cli.Commands.Share;

/// <summary><c>sockeye share [DIR]</c>: a folder by SFP, HTTP, FTP and TFTP at once, for whoever needs it.</summary>
internal static class ShareCommand
{
    public static CommandDefinition Definition => new(
        "share", "Give a folder to whoever needs it, by the client they have: HTTP, FTP, SFP, TFTP.", AddTo);

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string> directory = new("dir") { Description = "The folder.", DefaultValueFactory = _ => "." };
        Option<bool> lan = new("--lan")
        {
            Description = "Let other machines reach it: TLS, and a password made for this run.",
        };
        Option<string?> address = new("--address")
        {
            Description = "The same, at one address of this machine.",
            HelpName = "address",
        };
        Option<bool> plain = new("--plain")
        {
            Description = "Outside of this machine: without TLS, for clients that have none. "
                + "Anybody on the way can read along.",
        };
        Option<bool> open = new("--no-password") { Description = "Outside of this machine: without a password." };
        Option<int?> once = CommonOptions.Number(
            "--once", "End after so many downloads.", least: 1, most: int.MaxValue);
        Option<TimeSpan?> time = CommonOptions.Duration("--for", "End after a time.");
        var folder = new FolderOptions();
        var identity = new IdentityOptions();
        command.Arguments.Add(directory);
        Option[] options = [lan, address, plain, open, once, time];
        Array.ForEach(options, command.Options.Add);
        folder.AddTo(command);
        identity.AddTo(command);
        command.BindServer(host, (parsed, context) =>
        {
            if (parsed.GetValue(address) is { } text && string.IsNullOrWhiteSpace(text))
                throw new UsageException("--address is empty; write an address of this machine, for example 192.0.2.1");

            var settings = new ShareSettings(
                parsed.GetValue(address) ?? (parsed.GetValue(lan) ? Endpoint.AnyHost : null),
                parsed.GetValue(plain), folder.IsWritable(parsed), parsed.GetValue(once), parsed.GetValue(time));
            IAccountSource? users = folder.Users(parsed, context);
            bool needsPassword = settings.IsOutside && users is null && !parsed.GetValue(open);
            TlsServer? tls = settings.IsSecured ? identity.Server(parsed, context) : null;
            string path = parsed.GetRequiredValue(directory);
            context.Console.Attempt = $"share {path}";
            return RunAsync(
                context, settings, folder.Root(parsed, context, path), users, needsPassword, tls,
                folder.OpenAccessLog(parsed, context));
        });
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, ShareSettings settings, FileRoot files, IAccountSource? users, bool needsPassword,
        TlsServer? tls, AccessLogWriter log)
    {
        using AccessLogWriter accessLog = log;
        using FileRoot root = files;
        using var end = new ShareEnd(settings, context);

        SharePassword? password = needsPassword ? SharePassword.Create() : null;
        var rights = PathRights.Everywhere(settings.IsWritable ? Rights.All : Rights.ReadOnly);
        IAccountSource source = users ?? new FixedAccounts(
            password?.Account(rights) ?? new Account(Account.Anonymous, Password: null, rights));
        ShareScreen? screen = null;
        var transfers = new Transfers(context.Time, access =>
        {
            screen?.Add(access);
            if (screen is null || accessLog.IsChosen)
                accessLog.Write(access);
            end.Count(access);
        });
        if (context.Console.ErrorIsTerminal && DrawnScreen.IsLargeEnough && !context.Console.Json)
            screen = new ShareScreen(transfers);

        var folder = new SharedFolder(root, new Accounts(source, context.Time), transfers);
        ServiceSettings services = Services(context, settings, folder, tls);
        if (password is not null)
            context.Console.Say($"user {SharePassword.User}, password {password.Text} (for this run only)");
        await using UploadSweep? sweep = UploadSweep.Start(context, folder);
        string? who = password is not null ? SharePassword.User : users is null ? null : "USER";
        return await new ShareRun(Secured(context, tls), settings, services).RunAsync(
            who, tls is null ? null : CertificateMarks.Of(tls.Identity), end, screen);
    }

    private static CommandContext Secured(CommandContext context, TlsServer? tls)
    {
        if (tls is null)
            return context;

        var streams = new TlsTransport(context.Network.Sockets, tls, client: null);
        return context with { Network = context.Network with { Streams = streams } };
    }

    private static ServiceSettings Services(
        CommandContext context, ShareSettings settings, SharedFolder folder, TlsServer? tls)
    {
        var ftp = new FtpOptions { Protection = tls is null ? FtpProtection.None : FtpProtection.Everything };
        return new ServiceSettings
        {
            Folder = folder,
            Limits = new ServeOptions(),
            TakesPlainPasswords = settings.IsPlain,
            Logger = context.Console.Verbose ? context.Surroundings.Logger : NullLogger.Instance,
            Ftp = asked => new FtpHandler(
                asked.Folder!, context.Network.Sockets, context.Time, ftp, tls, context.Surroundings.Logger),
            OnMessage = static _ => { },
        };
    }
}
