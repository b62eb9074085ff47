using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;
using Sockeye.Transports.Raw;
using Sockeye.Transports.Sockets;

namespace Sockeye.Lab.Exercises;

/// <summary>ping: echo requests to a host; each reply's bytes, time and TTL; at the end the summary.</summary>
internal sealed class PingExercise : IExercise
{
    private static readonly PingOptions Options =
        new() { Count = 5, Interval = TimeSpan.FromMilliseconds(20), Timeout = TimeSpan.FromSeconds(1) };

    public string Id => "ping";

    public string Title => "echo requests over ICMP, to IPv4 and IPv6";

    public EndpointScheme Scheme => EndpointScheme.Icmp;

    public int Port => 0; // ICMP has none

    public bool HasServerRole => false;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) =>
        throw new NotSupportedException("the kernel answers");

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        IReadOnlyList<EndPoint> addresses = await bench.Sockets.ResolveAsync(server, bench.Stop);
        return await PingAsync(bench, new PingTarget(server.Host, ((IPEndPoint)addresses[0]).Address));
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        string four = await PingAsync(bench, new PingTarget("127.0.0.1", IPAddress.Loopback));
        string six = Socket.OSSupportsIPv6
            ? await PingAsync(bench, new PingTarget("::1", IPAddress.IPv6Loopback))
            : "no IPv6 on this machine";
        return $"{four}; {six}";
    }

    private static async Task<string> PingAsync(LabBench bench, PingTarget target)
    {
        var pinger = new Pinger(bench.Time, _ => Open(bench, target));
        var plan = new PingPlan { Options = Options, Token = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) };
        await pinger.RunAsync([target], plan, report => bench.Note("client", PingText.Of(report)), bench.Stop);

        PingStatistics counted = target.Statistics;
        LabFailure.Unless(
            counted.Received == Options.Count && counted.Transmitted == Options.Count && counted.Errors == 0,
            $"{target.Address} answered {counted.Received} of {counted.Transmitted} requests, {counted.Errors} errors");
        PingTimes times = counted.SummarizeTimes()!;
        return $"{target.Address}: {counted.Transmitted} sent, {counted.Received} received, "
            + $"{PingText.Percent(counted.LossPercent)}% lost, "
            + $"min/avg/max {PingText.Ms(times.Least)}/{PingText.Ms(times.Mean)}/{PingText.Ms(times.Most)} ms";
    }

    private static IcmpSocket Open(LabBench bench, PingTarget target)
    {
        var options = new IcmpSocketOptions { Calls = bench.Calls, ProgramPath = bench.ProgramPath };
        IcmpSocket socket = Open(target.Address.AddressFamily, options, bench.Time);
        bench.Note("client", $"pinging {target.Address} by a {(socket.IsRaw ? "raw" : "datagram")} ICMP socket");
        return socket;
    }

    private static IcmpSocket Open(AddressFamily family, IcmpSocketOptions options, TimeProvider time)
    {
        try
        {
            return IcmpSocket.Open(family, options, time);
        }
        catch (SocketCallException denied) when (denied.SocketError == SocketError.AccessDenied)
        {
            throw new LabSkip(denied.Message, denied);
        }
    }
}
