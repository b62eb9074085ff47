namespace Sockeye.EndToEnd.Processes;

/// <summary><c>serve</c> takes the sockets that a service manager has opened for it (sd_listen_fds(3)).</summary>
public sealed class ActivationTests
{
    // Binds each of its first words, says where, and becomes the rest, in which {0}, {1} … are the ports. {pid}: to whom they belong.
    private const string Activate = """
        import os, socket, sys
        meant, addresses, command = sys.argv[1], sys.argv[2].split(), sys.argv[3:]
        sockets = []
        for address in addresses:
            scheme, _, place = address.partition(":")
            kind = socket.SOCK_STREAM if scheme in ("tcp", "unix") else socket.SOCK_DGRAM
            if scheme.startswith("unix"):
                s = socket.socket(socket.AF_UNIX, kind)
                s.bind(place)
            else:
                s = socket.socket(socket.AF_INET6 if ":" in place else socket.AF_INET, kind)
                s.bind((place, 0))
            if kind == socket.SOCK_STREAM:
                s.listen()
            sockets.append(s)
        ports = [s.getsockname()[1] if s.family != socket.AF_UNIX else 0 for s in sockets]
        high = [os.dup2(s.fileno(), 100 + i) for i, s in enumerate(sockets)]
        for i, fd in enumerate(high):
            os.dup2(fd, 3 + i, inheritable=True)
        os.environ.update(LISTEN_PID=meant or str(os.getpid()), LISTEN_FDS=str(len(sockets)), LISTEN_FDNAMES="x")
        os.closerange(3 + len(sockets), 200)
        os.execv(command[0], [word.format(*ports) for word in command])
        """;

    private const string Ask = """
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if sys.argv[1] == "udp" else socket.SOCK_STREAM)
        s.connect((sys.argv[2], int(sys.argv[3])))
        s.send(b"ping")
        print(s.recv(99).decode())
        """;

    [Fact]
    public async Task Given_sockets_are_served_and_not_bound_anew()
    {
        await using RunningProcess server = Start(
            "", "tcp:127.0.0.1 udp:127.0.0.1", "serve", "echo@tcp://127.0.0.1:{0}", "echo@udp://127.0.0.1:{1}");
        string tcp = (await server.ErrorAsync(@"listening on tcp://127\.0\.0\.1:(\d+)\n")).Groups[1].Value;
        string udp = (await server.ErrorAsync(@"listening on udp://127\.0\.0\.1:(\d+)\n")).Groups[1].Value;

        Assert.Equal("ping\n", (await PythonProcess.RunAsync(Ask, "tcp", "127.0.0.1", tcp)).Output);
        Assert.Equal("ping\n", (await PythonProcess.RunAsync(Ask, "udp", "127.0.0.1", udp)).Output);
        server.Signal(Signal.Terminate);
        await server.AssertExitAsync(0);
    }

    [Fact]
    public async Task Socket_that_no_service_asks_for_is_named()
    {
        await using RunningProcess server = Start(
            "", "tcp:127.0.0.1 tcp:127.0.0.1", "serve", "echo@tcp://127.0.0.1:{0}");

        await server.AssertExitAsync(2);
        await server.ErrorAsync(@"we were given sockets that no service asks for: tcp://127\.0\.0\.1:\d+\n");
    }

    // Else it would believe what was meant for whoever started it: its address is taken then.
    [Fact]
    public async Task Sockets_of_another_process_are_left_alone()
    {
        await using RunningProcess server = Start("1", "tcp:127.0.0.1", "serve", "echo@tcp://127.0.0.1:{0}");

        await server.AssertExitAsync(1);
        await server.ErrorAsync("address already in use");
    }

    private static RunningProcess Start(string meant, string addresses, params string[] arguments) =>
        PythonProcess.Start(Activate, [meant, addresses, .. SockeyeProcess.CommandLine(arguments)]);
}
