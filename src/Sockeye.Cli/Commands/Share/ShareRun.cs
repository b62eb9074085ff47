using System.Net.Sockets;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Services;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Share;

/// <summary>Starts the services of a share, says how to reach them, and runs them to their end.</summary>
internal sealed class ShareRun(CommandContext context, ShareSettings settings, ServiceSettings services)
{
    private const int MaxSearchedEntries = 1_000;

    /// <param name="who">Who has to log in, as it is told to others; null when nobody has to.</param>
    /// <param name="certificate">Who we are inside TLS; null without.</param>
    /// <param name="end">When it is over.</param>
    /// <param name="screen">What is drawn meanwhile; null for nothing.</param>
    public async Task<ExitCode> RunAsync(
        string? who, CertificateMarks? certificate, ShareEnd end, ShareScreen? screen)
    {
        SharedFolder folder = services.Folder!;
        bool hasTftp = folder.Accounts.Anonymous is not null && !settings.IsSecured;
        var group = new ServerGroup(context, services);
        var invitation = new ShareInvitation(
            ShareAddress.HostOf(settings.Host), who, certificate, settings.IsWritable, ExampleIn(folder));
        return await group.RunAsync(async () =>
        {
            var servers = new List<BoundServer>();
            IReadOnlyList<ShareService> offered = ShareService.For(settings.IsSecured, hasTftp);
            foreach (ShareService service in offered)
                servers.Add(await BindAsync(group, service));
            await group.PrepareAsync(servers);
            foreach ((ShareService service, BoundServer bound) in offered.Zip(servers))
                Show(invitation, service, bound.Endpoint.Port);
            return await RunAsync(group, servers, end, screen);
        });
    }

    private async Task<ExitCode> RunAsync(
        ServerGroup group, IReadOnlyList<BoundServer> servers, ShareEnd end, ShareScreen? screen)
    {
        using var drawing = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        Task drawn = screen is null ? Task.CompletedTask : Task.Run(() => screen.RunAsync(context, drawing.Token));
        ExitCode code = await group.RunAllAsync(servers, end.Token);
        await drawing.CancelAsync();
        await DrawnScreen.EndAsync(drawn, context.Time);
        return code;
    }

    // A second share on this machine finds the usual ports taken: any will do, for it is printed.
    private async Task<BoundServer> BindAsync(ServerGroup group, ShareService service)
    {
        try
        {
            return await group.BindAsync(service.Spec(settings.Host, service.Port));
        }
        catch (SocketCallException taken) when (taken.SocketError == SocketError.AddressAlreadyInUse)
        {
            return await group.BindAsync(service.Spec(settings.Host, port: 0));
        }
    }

    private void Show(ShareInvitation invitation, ShareService service, int port)
    {
        string url = invitation.UrlOf(service.Scheme, port);
        context.Console.Print(new SharedResult(service.Service, url), static shared => shared.Url);
        foreach ((string client, string command) in invitation.CommandsFor(service.Scheme, port))
            context.Console.Say($"    {client,-8} {command}");
        if (service.Service == "http" && context.Console.ErrorIsTerminal)
            context.Console.Say(QrText.Of(url));
    }

    // One that is easily read, and typed.
    private static bool IsPlain(string name) =>
        char.IsAsciiLetterOrDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    /// <summary>The name of a file that is there, so that what is printed works as it stands.</summary>
    private static string ExampleIn(SharedFolder folder)
    {
        try
        {
            using FileListing listing = folder.Root.List(directory: null, isRecursive: false, default);
            return listing.Take(MaxSearchedEntries)
                .Where(entry => entry.Status.IsFile)
                .Select(entry => entry.Name.Text)
                .MinBy(name => IsPlain(name) ? 0 : 1) ?? "NAME";
        }
        catch (FileRefusedException)
        {
            return "NAME"; // it may be entered, and not read
        }
    }
}
