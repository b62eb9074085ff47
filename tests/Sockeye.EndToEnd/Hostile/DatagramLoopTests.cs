using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>One datagram with a forged sender, and two echo services that could answer each other for ever.</summary>
public sealed class DatagramLoopTests
{
    // Sends a datagram from any port (raw(7)), as whoever may forge senders does.
    private const string Forge = """
        import socket, struct, sys
        source, target = int(sys.argv[1]), int(sys.argv[2])
        payload = b'loop'
        udp = struct.pack('!HHHH', source, target, 8 + len(payload), 0) + payload # no checksum: none is checked
        raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
        raw.sendto(udp, ('127.0.0.1', 0))
        """;

    // Asks with datagrams that differ, and prints how many came back.
    private const string Ask = """
        import socket, sys
        asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        asking.settimeout(20)
        asking.connect(('127.0.0.1', int(sys.argv[1])))
        for i in range(1000):
            asking.send(b'%d' % i)
            assert asking.recv(100) == b'%d' % i
        """;

    [Fact]
    public async Task Two_services_of_one_process_never_answer_each_other()
    {
        await using RunningProcess server = RunningProcess.Start(
            SockeyeProcess.StartInfo("serve", "echo@udp://127.0.0.1:0", "echo@udp://127.0.0.1:0", "--verbose"));
        int[] ports = [await PortAsync(server, 0), await PortAsync(server, 1)];

        await ForgeAsync(ports[0], ports[1]);
        await AskAsync(ports[0]);
        await AskAsync(ports[1]); // all that came before has been answered, or ignored

        Assert.DoesNotContain("not always answered", server.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_stop_answering_each_other()
    {
        await using SockeyeServer one = await SockeyeServer.StartAsync("serve", "echo@udp://127.0.0.1:0");
        await using SockeyeServer other = await SockeyeServer.StartAsync("serve", "echo@udp://127.0.0.1:0");

        await ForgeAsync(one.Endpoint.Port, other.Endpoint.Port);
        await Task.WhenAny(
            one.Process.ErrorAsync("not always answered"), other.Process.ErrorAsync("not always answered"));

        await AskAsync(one.Endpoint.Port); // others are served as before
        await AskAsync(other.Endpoint.Port);
    }

    private static async Task ForgeAsync(int from, int to) =>
        (await PythonProcess.RunAsync(Forge, $"{from}", $"{to}")).AssertExit(0);

    private static async Task AskAsync(int port) => (await PythonProcess.RunAsync(Ask, $"{port}")).AssertExit(0);

    private static async Task<int> PortAsync(RunningProcess server, int index)
    {
        string pattern = string.Concat(Enumerable.Repeat(@"listening on \S+\n(?:.*\n)*?", index));
        return int.Parse((await server.ErrorAsync(pattern + @"listening on \S+:(\d+)\n")).Groups[1].Value);
    }
}
