using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Bench.Measuring;
using Sockeye.Bench.Peers;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class IdleConnectionsRow : IRow
{
    private const int Connections = 4_000;
    private const int WarmingConnections = 100;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    public string Name => "idle-http";

    public string Work => $"memory of the server per connection, {Connections:#,0} that HTTP keeps open, each answered once";

    public string How => """
        4,000 connections, each with one request for a file of 1 KiB, to `sockeye serve http@tcp://127.0.0.1:0` and to
        nginx, a new server each time: VmRSS of all its processes with all open, less VmRSS after 100, by 4,000. The
        kernel's buffers are in neither; what nginx has reserved for connections before is not in its figure.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        SourceFile file = bench.Files.Many(count: 1_000, SourceFiles.KiB)[0];
        double[][] bytes = await Turns.RunAsync(
            bench.Repetitions.Rounds, cancel,
            async stop =>
            {
                await using SockeyeServer ours = await SockeyeServer.HttpAsync(bench, certificate: null, stop);
                return await BytesEachAsync(ours.Pid, ours.Url(file), stop);
            },
            async stop =>
            {
                await using NginxServer nginx = await NginxServer.LoggingAsync(bench, certificate: null, stop);
                return await BytesEachAsync(nginx.Pid, nginx.Url(file), stop);
            });

        Sample[] samples = [.. bytes.Select(each => new Sample(each))];
        return
        [
            new(Work, "–", Target.AtMost(16, "KiB"), Figure.KibibytesEach, samples[0], null),
            new("…", "nginx", Target.AtMost(6), Figure.KibibytesEach, samples[0], samples[1]),
        ];
    }

    private static async Task<double> BytesEachAsync(int pid, string url, CancellationToken cancel)
    {
        var held = new List<Socket>();
        try
        {
            await OpenAsync(held, WarmingConnections, url, cancel);
            await Task.Delay(Settle, cancel);
            long before = MemoryUse.ResidentBytesOfAll(pid);
            await OpenAsync(held, Connections, url, cancel);
            await Task.Delay(Settle, cancel);
            return (MemoryUse.ResidentBytesOfAll(pid) - before) / (double)Connections;
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task OpenAsync(List<Socket> held, int count, string url, CancellationToken cancel)
    {
        var address = new Uri(url);
        byte[] request = Encoding.ASCII.GetBytes($"GET {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n");
        byte[] answer = new byte[16 * 1024];
        for (int opened = 0; opened < count; opened++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            held.Add(socket);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancel);
            await socket.SendAsync(request, cancel);
            int bytes = 0;
            while (bytes <= SourceFiles.KiB) // the head is the rest
                bytes += await socket.ReceiveAsync(answer, cancel) is > 0 and int more
                    ? more
                    : throw new BenchFailure($"{url}: the connection ended");
        }
    }
}
