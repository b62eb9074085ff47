using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Exercises;

/// <summary>The study exercise, each side against the plain Python script of the other.</summary>
[Trait(AnySockets.Name, AnySockets.Value)]
public sealed class StudyTests
{
    private const string Client = """
        import socket, sys
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
            s.connect((sys.argv[1], int(sys.argv[2])))
            s.sendall(b'Hello from the client')
            data = s.recv(1024)
        print('Received', repr(data))
        """;

    private const string Server = """
        import socket, sys
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
            s.bind(('127.0.0.1', 0))
            s.listen()
            print('port', s.getsockname()[1], file=sys.stderr, flush=True)
            conn, addr = s.accept()
            with conn:
                while True:
                    data = conn.recv(1024)
                    if not data:
                        break
                    print('server got', data)
                    conn.sendall(b'Message received by server')
        """;

    [Fact]
    public async Task The_python_client_reads_the_answer_of_our_server()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "ack@tcp://127.0.0.1:0");

        ProcessResult client = await PythonProcess.RunAsync(Client, server.Host, server.Port);

        Assert.Equal("Received b'Message received by server'\n", client.Output);
        await server.Process.OutputAsync("Hello from the client");
    }

    [Fact]
    public async Task Our_client_reads_the_answer_of_the_python_server()
    {
        await using RunningProcess server = PythonProcess.Start(Server);
        string port = (await server.ErrorAsync(@"port (\d+)\n")).Groups[1].Value;

        ProcessResult client = await SockeyeProcess.RunAsync("send", $"tcp://127.0.0.1:{port}", "Hello from sockeye");

        Assert.Equal("Message received by server\n", client.Output);
        Assert.Equal("server got b'Hello from sockeye'\n", (await server.ResultAsync()).Output);
    }
}
