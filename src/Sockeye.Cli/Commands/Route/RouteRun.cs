using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Probing.Names;
using Sockeye.Probing.Ping;
using Sockeye.Probing.Route;
using Sockeye.Protocols.Icmp;
using Sockeye.Protocols.Text;
using Sockeye.Transports;
using Sockeye.Transports.Raw;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Route;

/// <summary>Finds the way to a host, and shows it.</summary>
internal sealed class RouteRun(CommandContext context, RouteSettings settings, RouteDestination destination)
{
    private const int RoundsOfLines = 3; // as traceroute(8)
    private const int RoundsOfReport = 10; // as mtr(8)
    private const int MostRoundsOfLines = 10; // as traceroute(8): more is a line that nobody reads

    public async Task<ExitCode> RunAsync()
    {
        context.Console.Attempt = $"find the way to {destination.Host}";
        PingTarget target = await ResolveAsync();
        bool isLive = context.Console is { OutputIsTerminal: true, Json: false } && !settings.IsReport
            && DrawnScreen.IsLargeEnough && TerminalText.CanDraw;
        bool isReport = !isLive && (settings.IsReport || settings.Rounds > MostRoundsOfLines);
        int? rounds = settings.Rounds ?? (isLive ? null : isReport ? RoundsOfReport : RoundsOfLines);

        using IcmpSocket socket = Open(target);
        var names = new HopNames(
            target, settings.WithNames ? new NameLookup() : null, context.Time, context.Surroundings.Signals.Insist);
        IRouteView view = context.Console.Json ? new RouteJsonLines(context, names, target, settings.IsUdp)
            : isLive ? new RouteLive(context, names)
            : isReport ? new RouteReport(context, names)
            : new RouteLines(context, names, rounds ?? 1);
        var tracer = new RouteTracer(context.Time, socket);
        await ShowAsync(view, tracer, target, settings.Options with { Rounds = rounds });
        return CodeOf(tracer);
    }

    private async Task ShowAsync(IRouteView view, RouteTracer tracer, PingTarget target, RouteOptions options)
    {
        ulong token = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        view.Start(HeadingOf(target), tracer);
        try
        {
            await tracer.RunAsync(target, settings.MethodTo(destination), options, token, view.On, context.Stop);
        }
        finally
        {
            await view.StopAsync();
        }

        await view.EndAsync(tracer);
    }

    private async Task<PingTarget> ResolveAsync()
    {
        IReadOnlyList<EndPoint> addresses =
            await context.Network.Sockets.ResolveAsync(destination.ToEndpoint(), context.Stop);
        IPEndPoint? chosen = addresses.OfType<IPEndPoint>().FirstOrDefault(
            address => settings.Family is null || address.AddressFamily == settings.Family);
        if (chosen is not null)
            return new PingTarget(destination.Host, chosen.Address);

        string family = settings.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        throw new IOException(
            $"cannot find the way to {PrintableText.Escape(destination.Host)}: it has no {family} address");
    }

    private IcmpSocket Open(PingTarget target)
    {
        AddressFamily family =
            target.Version == IcmpVersion.V6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var options = new IcmpSocketOptions { ProgramPath = Environment.ProcessPath, Calls = context.Network.Calls };
        if (settings.IsUdp)
            return IcmpSocket.OpenUdp(family, options, context.Time);

        try
        {
            return IcmpSocket.Open(family, options, context.Time);
        }
        catch (SocketCallException denied) when (denied.SocketError == SocketError.AccessDenied)
        {
            throw new IOException($"{denied.Message}; or --udp, for which no right is needed", denied);
        }
    }

    // The first line of traceroute(8), by which its parsers know it.
    private string HeadingOf(PingTarget target)
    {
        const int packetBytes4 = 60, packetBytes6 = 80;
        int bytes = target.Version == IcmpVersion.V6 ? packetBytes6 : packetBytes4;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"traceroute to {PrintableText.Escape(target.Host)} ({ScopedAddress.TextOf(target.Address)}), "
            + $"{settings.Options.MaxHops} hops max, {bytes} byte packets");
    }

    private ExitCode CodeOf(RouteTracer tracer)
    {
        RouteEnd end = tracer.End;
        if (end == RouteEnd.Reached)
            return ExitCode.Done;
        if (context.Stop.IsCancellationRequested)
            return context.Surroundings.Signals.CutOffCode; // nobody knows how it would have ended

        context.Console.Say(
            $"sockeye: cannot reach {PrintableText.Escape(destination.Host)}{WhyOf(end, tracer.Hops)}");
        return end is RouteEnd.Refused or RouteEnd.Loop ? ExitCode.PeerFailed : ExitCode.TimedOut;
    }

    private string WhyOf(RouteEnd end, IReadOnlyList<RouteHop> hops)
    {
        RouteHop? last = hops.LastOrDefault(hop => hop.Addresses.Count > 0);
        string who = last is null ? "" : Invariant($"hop {last.Number} ({ScopedAddress.TextOf(last.Addresses[^1])})");
        string other = settings.IsUdp ? "ICMP (without --udp)" : "--udp";
        return end switch
        {
            RouteEnd.Refused => $": {who} says: {last!.Cause}",
            RouteEnd.Loop => $": the way comes back to {who} again and again",
            RouteEnd.TooFar => Invariant($" within {settings.Options.MaxHops} hops; raise --max-hops"),
            _ when last is null => Invariant($": nobody answers within {Seconds} s; try {other}"),
            _ => Invariant($": nobody behind {who} answers within {Seconds} s; try {other}, or more --max-silent"),
        };
    }

    private double Seconds => settings.Options.Timeout.TotalSeconds;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
