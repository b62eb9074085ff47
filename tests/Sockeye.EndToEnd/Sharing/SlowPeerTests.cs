using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>Peers that read slowly, or speak slowly.</summary>
public sealed class SlowPeerTests
{
    private const int Readers = 50;
    private const int FileBytes = 64 * 1024 * 1024;
    private const long MostBytesEach = 1024 * 1024; // our choice: of a file of 64 MiB, buffers of TLS and of HTTP

    // Each asks for the file, takes its first bytes, and then no more. It says when all are there, and waits for its end.
    private const string Script = """
        import socket, ssl, sys
        protocol, port, readers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        context = ssl._create_unverified_context()
        def connect(to, secured=False):
            s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096); s.settimeout(15)
            s.connect(('127.0.0.1', to))
            return context.wrap_socket(s, server_hostname='localhost') if secured else s
        def ask():
            if protocol == 'ftp':
                c = connect(port); r = c.makefile('rb'); r.readline()
                def say(line):
                    c.sendall(line.encode() + b'\r\n'); return r.readline().decode()
                say('USER ftp'); say('PASS x'); say('TYPE I')
                d = connect(int(say('EPSV').split('|')[3])); assert say('RETR large')[:3] == '150'
                return c, d
            c = connect(port, protocol == 'https')
            c.sendall(b'GET large\n' if protocol == 'files' else b'GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n')
            return c, c
        held = []
        for _ in range(readers):
            held.append(ask()); assert held[-1][1].recv(1)
        print('all are slow', flush=True); sys.stdin.read()
        """;

    [Theory, InlineData("files"), InlineData("http"), InlineData("https"), InlineData("ftp")]
    public async Task Slow_readers_cost_little_and_hold_nobody_up(string protocol)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/small", "remember"u8);
        using (FileStream large = File.Create(folder.At("root/large")))
            large.SetLength(FileBytes);
        string service = protocol == "https" ? "http@tls://127.0.0.1:0" : $"{protocol}@tcp://127.0.0.1:0";
        await using SharingServer server = await SharingServer.StartAsync(folder, [service]);
        string name = service.Split('@')[0];
        string port = server.AddressOf(name).Port.ToString(CultureInfo.InvariantCulture);
        await using (RunningProcess few = PythonProcess.Start(Script, protocol, port, "5"))
            await few.OutputAsync("all are slow");
        long before = ResidentMemory.Of(server.Process.Id);

        await using RunningProcess readers = PythonProcess.Start(
            Script, protocol, port, Readers.ToString(CultureInfo.InvariantCulture));
        await readers.OutputAsync("all are slow");

        // TLS of our own certificate is not trusted by anybody: the other client needs to know it.
        ProcessResult got = protocol == "https"
            ? await RunningProcess.RunAsync(Peer.Find(Peer.Curl), "-sSk", server.Url(name, "small"))
            : await SockeyeProcess.RunAsync("get", server.Url(name, "small"), "-o", "-");
        Assert.Equal((0, "remember"), (got.ExitCode, got.Output));
        long each = (ResidentMemory.Of(server.Process.Id) - before) / Readers;
        Assert.True(each <= MostBytesEach, $"{each} bytes for each that is slow");
    }

    [Fact]
    public async Task Slow_headers_are_answered_408_within_the_limit()
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        await using SharingServer server = await SharingServer.StartAsync(folder, ["http"]);
        using var client = new TcpClient();
        await client.ConnectAsync(server.AddressOf("http"));
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray());

        using var reader = new StreamReader(stream, Encoding.ASCII);
        string answer = await reader.ReadToEndAsync().WaitAsync(SafetyNet.Time); // the limit is 30 s

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    [Theory, InlineData("files", "GET no", ""), InlineData("ftp", "USER ftp\r\nPASS x\r\nDELE", "421 ")]
    public async Task Half_a_command_holds_a_connection_for_a_while_only(string protocol, string half, string said)
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        await using SharingServer server = await SharingServer.StartAsync(
            folder, [protocol], "--idle-timeout", "3s"); // what comes before takes less on any machine
        using var client = new TcpClient();
        await client.ConnectAsync(server.AddressOf(protocol));
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(half));

        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith(said, await LastLineAsync(reader), StringComparison.Ordinal);
    }

    // It ends, in good order or by a reset; "" is that nothing was said.
    private static async Task<string> LastLineAsync(StreamReader reader)
    {
        string last = "";
        try
        {
            using var limit = new CancellationTokenSource(SafetyNet.Time);
            while (await reader.ReadLineAsync(limit.Token) is { } line)
                last = line;
        }
        catch (IOException)
        {
            // a reset
        }

        return last;
    }
}
