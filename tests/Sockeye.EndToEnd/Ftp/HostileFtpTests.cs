using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>What RFC 2577 warns of, against the command.</summary>
public sealed class HostileFtpTests
{
    private const string Begin = """
        import os, socket, ssl, sys
        port = int(sys.argv[1])
        c = socket.create_connection(('127.0.0.1', port), timeout=10); r = c.makefile('rb')
        def say(line):
            c.sendall(line.encode() + b'\r\n'); return r.readline().decode().strip()
        r.readline()

        """;

    [Fact]
    public async Task No_bounce_and_no_system_ports()
    {
        string output = await RunAsync("""
            say('USER ftp'); say('PASS x')
            ports = ['PORT 127,0,0,1,0,22', 'PORT 192,0,2,1,200,1', 'EPRT |1|192.0.2.1|2000|', 'EPRT |2|::1|2000|']
            print(*[say(port)[:3] for port in ports])
            """);

        Assert.Equal("504 504 504 504\n", output);
    }

    [Fact]
    public async Task Nothing_sent_before_TLS_counts_as_sent_over_it()
    {
        string output = await RunAsync("""
            c.sendall(b'AUTH TLS\r\nUSER ftp\r\n'); print(repr(r.read()))
            """, "--ftp-tls", "offered");

        Assert.Equal("b''\n", output);
    }

    [Fact]
    public async Task ABOR_with_Telnet_in_front_and_urgent_bytes_is_heard()
    {
        string output = await RunAsync("""
            say('USER ftp'); say('PASS x'); say('TYPE I')
            d = socket.create_connection(('127.0.0.1', int(say('EPSV').split('|')[3])))
            print(say('STOR f')[:3])
            c.sendall(b'\xff\xf4'); c.send(b'\xff', socket.MSG_OOB); c.sendall(b'\xf2ABOR\r\n')
            print(r.readline()[:3].decode(), r.readline()[:3].decode(), say('NOOP')[:3])
            """);

        Assert.Equal("150\n426 226 200\n", output);
    }

    [Fact]
    public async Task A_data_connection_without_the_end_of_TLS_publishes_nothing()
    {
        string output = await RunAsync("""
            print(say('AUTH TLS')[:3])
            context = ssl._create_unverified_context()
            c = context.wrap_socket(c); r = c.makefile('rb')
            say('USER ftp'); say('PASS x'); say('TYPE I'); say('PBSZ 0'); say('PROT P')
            p = socket.create_connection(('127.0.0.1', int(say('EPSV').split('|')[3])))
            print(say('STOR f')[:3])
            d = context.wrap_socket(p); d.sendall(b'half')
            socket.socket(fileno=d.detach()).shutdown(socket.SHUT_WR)
            print(r.readline()[:3].decode(), say('MLST f').strip()[:3], r.readline().split(b';')[1].decode())
            """, "--ftp-tls", "offered");

        Assert.Equal("234\n150\n426 250 size=4\n", output);
    }

    // A dead client's connections end like those of a good one, but the control connection does; QUIT is a word.
    [Theory]
    [InlineData("", false)]
    [InlineData("QUIT", true)]
    public async Task Client_that_is_gone_publishes_only_what_it_said_goodbye_to(string goodbye, bool isPublished)
    {
        const string Leaving = """
            say('USER ftp'); say('PASS x'); say('TYPE I')
            d = socket.create_connection(('127.0.0.1', int(say('EPSV').split('|')[3])))
            say('STOR f')
            d.sendall(b'half')
            if len(sys.argv) > 2: c.sendall(b'QUIT\r\n')
            os.close(c.fileno())
            os.close(d.fileno())
            os._exit(0)
            """;
        await using FtpServer server = await FtpServer.StartAsync();
        string[] words = goodbye.Length == 0 ? [server.Port] : [server.Port, goodbye];

        ProcessResult result = await PythonProcess.RunAsync(Begin + Leaving, words);
        result.AssertExit(0);
        server.Server.Process.Signal(Signal.Terminate);
        await server.Server.Process.AssertExitAsync(0);

        Assert.Equal(isPublished, File.Exists(server.Served("f")));
    }

    private static async Task<string> RunAsync(string script, params string[] options)
    {
        await using FtpServer server = await FtpServer.StartAsync(options);
        ProcessResult result = await PythonProcess.RunAsync(Begin + script, server.Port);
        result.AssertExit(0);
        return result.Output;
    }
}
