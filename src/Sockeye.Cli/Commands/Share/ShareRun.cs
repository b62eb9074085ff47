using System.Net.Sockets;
using Sockeye.Cli.Commands.Serve;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Services;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Share;

/// <summary>Starts the services of a share, says how to reach them, and runs them to their end.</summary>
internal sealed class ShareRun(CommandContext context, ShareSettings settings, ServiceSettings services)
{
    /// <param name="offered">By which services.</param>
    /// <param name="invitation">What is told to others.</param>
    /// <param name="end">When it is over.</param>
    /// <param name="screen">What is drawn meanwhile; null for nothing.</param>
    public async Task<ExitCode> RunAsync(
        IReadOnlyList<ShareService> offered, ShareInvitation invitation, ShareEnd end, ShareScreen? screen)
    {
        var group = new ServerGroup(context, services);
        return await group.RunAsync(async () =>
        {
            var servers = new List<BoundServer>();
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

    // A second share on this machine finds the usual ports taken: any will do, unless our user has asked for that one.
    private async Task<BoundServer> BindAsync(ServerGroup group, ShareService service)
    {
        try
        {
            return await group.BindAsync(service.Spec(settings.Host, service.Port));
        }
        catch (SocketCallException taken) when (taken.SocketError == SocketError.AddressAlreadyInUse
            && !service.IsAsked)
        {
            BoundServer bound = await group.BindAsync(service.Spec(settings.Host, port: 0));
            context.Console.Say($"{service.Port} is in use: {bound.Endpoint.Port} instead");
            return bound;
        }
    }

    private void Show(ShareInvitation invitation, ShareService service, int port)
    {
        string url = invitation.UrlOf(service.Scheme, port);
        context.Console.Print(new SharedResult(service.Service, url), static shared => shared.Url);
        foreach ((string client, string command) in invitation.CommandsFor(service.Scheme, port))
            context.Console.Say($"    {client,-8} {command}");
        bool isForPhones = service.Service == "http" && settings.IsOutside && context.Console.ErrorIsTerminal
            && invitation.Host != Endpoint.DefaultHost; // no other machine has it
        if (isForPhones)
            context.Console.Say(QrText.Of(url + services.DeviceKey?.Query));
    }
}
