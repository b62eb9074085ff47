using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sockeye.Cli.Ending;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Protocols.Text;
using Sockeye.Transports;
using Sockeye.Transports.Raw;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>
/// Pings hosts until the requests are answered, or Ctrl-C; each answer is a line, and the end a summary.
/// </summary>
internal sealed class PingHosts(CommandContext context, PingSettings settings)
{
    private readonly PingPlotScreen? _plot =
        settings.HasPlot && PingPlotScreen.CanDraw(context.Console) ? new PingPlotScreen(context) : null;

    private readonly PingScreen _screen = new(
        context, isQuiet: settings.IsQuiet || (settings.HasPlot && PingPlotScreen.CanDraw(context.Console)));
    private IOException? _unknown; // the first host that has no address

    public async Task<ExitCode> RunAsync(string[] hosts)
    {
        context.Console.Attempt = $"ping {string.Join(' ', hosts)}";
        if (settings.HasPlot && hosts.Length > 1)
            throw new UsageException("--plot is of one host; name one");
        List<PingTarget> targets = await ResolveAsync(hosts);
        PingOptions options = settings.Requests with
        {
            Count = settings.Count,
            Interval = settings.Interval ?? settings.Requests.Interval,
        };
        FloodGuard.Check(options.Interval, targets.Select(target => target.Address));

        var pinger = new Pinger(context.Time, version => Open(version, targets, options));
        var plan = new PingPlan { Options = options, Token = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) };
        Task Run() => pinger.RunAsync(targets, plan, Show, context.Stop);
        await (_plot is null ? Run() : _plot.DuringAsync(targets[0], Run));
        _screen.ShowEnd(targets);
        return _unknown is null && targets.TrueForAll(PingVerdict.IsWellOf) ? ExitCode.Done : ExitCode.Failed;
    }

    private void Show(PingReport report)
    {
        _plot?.Add(report.Event);
        _screen.Show(report);
    }

    // Of several hosts one that is not known stops only itself.
    private async Task<List<PingTarget>> ResolveAsync(string[] hosts)
    {
        var targets = new List<PingTarget>();
        foreach (string host in hosts)
        {
            try
            {
                await AddAsync(targets, host);
            }
            catch (IOException unknown) when (hosts.Length > 1)
            {
                CommandRunner.Report(context.Console, unknown, $"ping {PrintableText.Escape(host)}");
                _unknown ??= unknown;
            }
        }

        return targets.Count > 0 ? targets : throw _unknown!;
    }

    private async Task AddAsync(List<PingTarget> targets, string host)
    {
        IReadOnlyList<EndPoint> addresses =
            await context.Network.Sockets.ResolveAsync(Endpoint.Parse(IcmpOf(host)), context.Stop);
        IPEndPoint? chosen = addresses.OfType<IPEndPoint>().FirstOrDefault(
            address => settings.Family is null || address.AddressFamily == settings.Family);
        if (chosen is null)
        {
            string family = settings.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
            throw new IOException($"cannot ping {PrintableText.Escape(host)}: it has no {family} address");
        }

        var target = new PingTarget(host, chosen.Address);
        if (targets.Find(other => other.Address.Equals(target.Address)) is { } same)
            context.Console.Say(
                $"{PrintableText.Escape(host)} is left out: {PrintableText.Escape(same.Host)} is the same address, "
                + ScopedAddress.TextOf(target.Address));
        else
            targets.Add(target);
    }

    private static string IcmpOf(string host) =>
        host.Contains(':', StringComparison.Ordinal) ? $"icmp://[{host}]" : $"icmp://{host}";

    private IcmpSocket Open(IcmpVersion version, List<PingTarget> targets, PingOptions options)
    {
        IcmpSocket socket = PingSocket.Open(context, settings, version);
        foreach (PingTarget target in targets.Where(target => target.Version == version))
            _screen.ShowStart(target, options.PayloadBytes, PingSocket.KindOf(socket));
        return socket;
    }
}
