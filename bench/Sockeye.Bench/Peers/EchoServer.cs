using System.Text.RegularExpressions;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Peers;

/// <summary>An echo server that runs, whoever wrote it.</summary>
internal sealed partial class EchoServer(string name, ServerProcess process, string port) : IAsyncDisposable
{
    public string Name => name;

    public string Port => port;

    public int Pid => process.Pid;

    /// <summary>One process, a thread, level-triggered epoll: bench/peers.</summary>
    public static async Task<EchoServer> EpollAsync(Bench bench, bool isUdp, CancellationToken cancel)
    {
        string program = bench.Programs.Peer(isUdp ? "udp_echo_epoll" : "echo_epoll");
        ServerProcess process = ServerProcess.Start(new CommandLine(program, "0"), bench.Work);
        string port = await Ready.OrDisposeAsync(process, () => process.PrintedAsync(Listening(), cancel));
        return new EchoServer("C epoll", process, port);
    }

    /// <summary>A process for each connection, or for each datagram.</summary>
    public static Task<EchoServer> SocatAsync(Bench bench, bool isUdp, CancellationToken cancel)
    {
        string port = BoundPorts.TakeFree(isUdp);
        string listen = isUdp
            ? $"UDP-RECVFROM:{port},bind=127.0.0.1,fork"
            : $"TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr,backlog=511,fork,nodelay";
        return StartAsync("socat", new CommandLine("socat", listen, "PIPE"), port, isUdp, bench, cancel);
    }

    /// <summary>A process for each connection, which runs cat.</summary>
    public static Task<EchoServer> NcatAsync(Bench bench, CancellationToken cancel)
    {
        string port = BoundPorts.TakeFree(isUdp: false);
        var command = new CommandLine("ncat", "-l", "-k", "-m", "1000", "-e", "/bin/cat", "127.0.0.1", port);
        return StartAsync("ncat", command, port, isUdp: false, bench, cancel);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task<EchoServer> StartAsync(
        string name, CommandLine command, string port, bool isUdp, Bench bench, CancellationToken cancel)
    {
        ServerProcess process = ServerProcess.Start(command, bench.Work);
        await Ready.OrDisposeAsync(process, () => process.BoundAsync(port, isUdp, cancel));
        return new EchoServer(name, process, port);
    }

    [GeneratedRegex(@"listening (\d+)")]
    private static partial Regex Listening();
}
