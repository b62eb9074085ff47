using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Tracing;

/// <summary><c>sockeye trace</c> on programs that know nothing of us.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task Two_python_programs_that_talk_are_traced_together()
    {
        using var folder = new TemporaryDirectory();
        TraceRun trace = await TracePythonAsync(folder);

        Assert.Equal((0, "b'GR\\xc3\\xbc\\xc3\\x9fE\\n\\xff'\n"), (trace.Result.ExitCode, trace.Result.Output));
        JsonElement received = trace.Moved("recv", "grüße\\n");
        JsonElement sent = trace.CauseOf(received);
        Assert.Equal(("client.py", "send", 8), (
            sent.GetProperty("program").GetString(), sent.GetProperty("call").GetString(), sent.GetProperty("bytes").GetInt32()));
        Assert.Equal("client.py", trace.CauseOf(trace.Named("accept").Single()).GetProperty("program").GetString());
        Assert.Equal("shutdown", trace.CauseOf(trace.Named("recv").Last(call => call.GetProperty("bytes").GetInt32() == 0
            && call.GetProperty("program").GetString() == "server.py")).GetProperty("call").GetString());
    }

    [Fact]
    public async Task Causes_stand_before_their_effects()
    {
        using var folder = new TemporaryDirectory();
        TraceRun trace = await TracePythonAsync(folder);

        int[] order = [.. trace.Calls.Select(call => call.GetProperty("number").GetInt32())];
        foreach (JsonElement call in trace.Calls.Where(call => call.TryGetProperty("from", out _)))
        {
            foreach (JsonElement cause in call.GetProperty("from").EnumerateArray())
            {
                int number = cause.GetProperty("number").GetInt32();
                Assert.True(Array.IndexOf(order, number) < Array.IndexOf(order, call.GetProperty("number").GetInt32()));
            }
        }
    }

    [Theory]
    [InlineData("text", "server.py fd 4"), InlineData("mermaid", "sequenceDiagram"), InlineData("json", "\"call\":\"accept\"")]
    public async Task Ladder_goes_to_standard_error(string format, string expected)
    {
        using var folder = new TemporaryDirectory();
        ProcessResult result = await SockeyeProcess.RunAsync(["trace", "--format", format, "--", .. Both(folder)]);

        result.AssertExit(0);
        Assert.StartsWith("b'GR", result.Output, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_and_the_web_server_of_python_are_joined_through_fork_exec_and_threads()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.At("web.py"), """
            import http.server, subprocess, sys, threading
            class Quiet(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200); self.send_header("Content-Length", "5"); self.end_headers(); self.wfile.write(b"hello")
                def log_message(self, *_): pass
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            sys.exit(subprocess.call([sys.argv[1], "-s", f"http://127.0.0.1:{server.server_port}/x"]))
            """);

        TraceRun trace = await TraceRun.OfAsync(Peer.Find(Peer.Python), folder.At("web.py"), Peer.Find(Peer.Curl));

        Assert.Equal((0, "hello"), (trace.Result.ExitCode, trace.Result.Output));
        JsonElement request = Assert.Single(trace.Calls, call => call.TryGetProperty("payload", out JsonElement payload)
            && payload.GetString()!.StartsWith("GET /x", StringComparison.Ordinal)
            && call.GetProperty("program").GetString() == "web.py");
        Assert.Equal("curl", trace.CauseOf(request).GetProperty("program").GetString());
        JsonElement answer = trace.Calls.First(call => call.TryGetProperty("payload", out JsonElement payload)
            && payload.GetString()!.StartsWith("HTTP/1.0 200", StringComparison.Ordinal) && call.GetProperty("program").GetString() == "curl");
        Assert.Equal("web.py", trace.CauseOf(answer).GetProperty("program").GetString());
    }

    [Fact]
    public async Task Our_own_command_can_be_traced_from_outside()
    {
        await using SockeyeServer server = await SockeyeServer.StartAsync("serve", "upper@tcp://127.0.0.1:0");

        TraceRun trace = await TraceRun.OfAsync(SockeyeProcess.CommandLine("send", server.Endpoint.ToString(), "abc"));

        Assert.Equal((0, "ABC\n"), (trace.Result.ExitCode, trace.Result.Output));
        string[] names = ["send", "recv", "sendmsg", "recvmsg"]; // the .NET runtime's sockets use the longer ones
        JsonElement[] moved = [.. names.SelectMany(trace.Named).Where(call => call.GetProperty("bytes").GetInt32() == 3)];
        Assert.Equal(["abc", "ABC"], moved.Select(call => call.GetProperty("payload").GetString()));
        Assert.All(moved, call => Assert.Equal($"127.0.0.1:{server.Port}", call.GetProperty("peer").GetString()));
    }

    [Fact]
    public async Task Running_process_can_be_attached_to()
    {
        using var folder = new TemporaryDirectory();
        Peer.Find(Peer.Strace);
        File.WriteAllText(folder.At("server.py"), Scripts.Server);
        await using RunningProcess server = RunningProcess.Start(Peer.Find(Peer.Python), folder.At("server.py"), folder.At("port"));
        await server.ErrorAsync("up");
        string file = folder.At("calls.jsonl");
        await using RunningProcess tracer = SockeyeProcess.Start("trace", "--pid", $"{server.Id}", "--trace-file", file);
        await tracer.ErrorAsync("attached"); // strace says so

        await PythonProcess.RunAsync(Scripts.Client, folder.At("port"));

        TraceRun trace = await TraceRun.ReadAsync(tracer, file);
        trace.Result.AssertExit(0);
        Assert.Equal(8, trace.Moved("recv", "grüße\\n").GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task Ctrl_c_lets_go_of_an_attached_process()
    {
        Peer.Find(Peer.Strace);
        await using RunningProcess program = PythonProcess.Start("""
            import socket
            listener = socket.create_server(('127.0.0.1', 0))
            print('at', listener.getsockname()[1], flush=True)
            while True:
                listener.accept()
                print('taken', flush=True)
            """);
        int port = int.Parse((await program.OutputAsync(@"at (\d+)\n")).Groups[1].Value, CultureInfo.InvariantCulture);
        await using RunningProcess tracer = SockeyeProcess.Start("trace", "--pid", $"{program.Id}");
        await tracer.ErrorAsync("attached");
        using var first = new TcpClient("127.0.0.1", port);
        using var second = new TcpClient("127.0.0.1", port);
        await program.OutputAsync("taken\ntaken\n"); // the first began before us; of the second all was seen

        tracer.Signal(Signal.Interrupt);

        ProcessResult result = await tracer.ResultAsync();
        Assert.Contains("accept()", result.Error, StringComparison.Ordinal);
        Assert.False(program.HasExited);
    }

    [Theory]
    [InlineData("exit 0", 0), InlineData("exit 7", 7)]
    public async Task Exit_code_is_the_program_s(string script, int expected)
    {
        Peer.Find(Peer.Strace);
        Assert.Equal(expected, (await SockeyeProcess.RunAsync("trace", "--", "sh", "-c", script)).ExitCode);
    }

    [Fact]
    public async Task Signal_sent_to_us_alone_reaches_the_program_and_the_ladder_is_still_drawn()
    {
        Peer.Find(Peer.Strace);
        const string waiting = """
            import os, socket, threading
            def tell(): # proc(5), syscall: number and arguments of the call the first thread is in
                while open(f'/proc/self/task/{os.getpid()}/syscall').read().split()[1:2] != [hex(listener.fileno())]: pass
                print('up', flush=True)
            listener = socket.create_server(('127.0.0.1', 0))
            threading.Thread(target=tell).start()
            listener.accept()
            """;
        await using RunningProcess tracer = SockeyeProcess.Start("trace", "--", Peer.Find(Peer.Python), "-c", waiting);
        await tracer.OutputAsync("up");

        tracer.Signal(Signal.Terminate);

        ProcessResult result = await tracer.ResultAsync();
        Assert.Equal(128 + (int)Signal.Terminate, result.ExitCode);
        Assert.Matches(@"accept\(\) (never returned|→ interrupted by a signal)", result.Error);
    }

    [Fact]
    public async Task Daemon_that_the_program_left_behind_gets_the_signal_too()
    {
        Peer.Find(Peer.Strace);
        const string daemon = """
            import os, signal
            if os.fork(): os._exit(0)
            os.setsid()
            print("up", flush=True)
            signal.pause()
            """;
        await using RunningProcess tracer = SockeyeProcess.Start("trace", "--", Peer.Find(Peer.Python), "-c", daemon);
        await tracer.OutputAsync("up");

        tracer.Signal(Signal.Terminate);

        Assert.Contains("no call on a socket was made", (await tracer.ResultAsync()).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuchprogram", 127, "there is no such program"), InlineData("/no/such/program", 127, "there is no such program")]
    [InlineData("/etc/passwd", 126, "permission denied: it is not executable"), InlineData("/etc", 126, "it is a directory")]
    public async Task A_program_that_cannot_be_started_has_the_exit_code_of_the_shells(string program, int code, string why)
    {
        Peer.Find(Peer.Strace);

        ProcessResult result = await SockeyeProcess.RunAsync("trace", "--", program);

        result.AssertExit(code);
        Assert.Equal($"sockeye: cannot trace {program}: {why}\n", result.Error);
    }

    [Fact]
    public async Task Missing_strace_is_one_line_that_says_how_to_get_it()
    {
        ProcessStartInfo start = SockeyeProcess.StartInfo("trace", "--", "true");
        start.Environment["PATH"] = "/nowhere";
        await using RunningProcess process = RunningProcess.Start(start);

        ProcessResult result = await process.ResultAsync();

        result.AssertExit(2);
        Assert.Equal(
            "sockeye: tracing needs the program strace, which is not installed; on Debian and Ubuntu: apt install strace\n",
            result.Error.Replace("cannot trace true: ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sockets_of_the_c_library_are_hidden_unless_all_are_asked_for()
    {
        const string lookup = """
            import pwd, socket
            pwd.getpwnam('root')
            try: socket.getaddrinfo('localhost', 80)
            except OSError: pass
            a, b = socket.socketpair()
            a.send(b'mine')
            """;

        TraceRun usual = await TraceRun.OfAsync([], Peer.Find(Peer.Python), "-c", lookup);
        TraceRun all = await TraceRun.OfAsync(["--only", "all"], Peer.Find(Peer.Python), "-c", lookup);

        Assert.Equal(2, usual.Calls.Select(call => call.GetProperty("lane").GetInt32()).Distinct().Count());
        Assert.Equal(4, usual.Moved("send", "mine").GetProperty("bytes").GetInt32());
        int sockets = all.Calls.Select(call => call.GetProperty("lane").GetInt32()).Distinct().Count();
        Assert.Equal(sockets - 2, usual.Calls[0].GetProperty("trace").GetProperty("hidden").GetInt32());
    }

    [Fact]
    public async Task Trace_is_bounded_and_says_what_it_dropped()
    {
        Peer.Find(Peer.Strace);
        const string many = """
            import socket
            a, b = socket.socketpair()
            for i in range(100): a.send(b"sec" + b"ret"); b.recv(6)
            """;
        ProcessResult result = await SockeyeProcess.RunAsync(
            "trace", "--events", "20", "--no-payload", "--", Peer.Find(Peer.Python), "-c", many);

        Assert.Matches(@"1\d\d of 2\d\d calls are left out", result.Error);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
        Assert.Contains("6 B", result.Error, StringComparison.Ordinal);
    }

    private static async Task<TraceRun> TracePythonAsync(TemporaryDirectory folder) => await TraceRun.OfAsync(Both(folder));

    private static string[] Both(TemporaryDirectory folder)
    {
        string python = Peer.Find(Peer.Python);
        File.WriteAllText(folder.At("server.py"), Scripts.Server);
        File.WriteAllText(folder.At("client.py"), Scripts.Client);
        Peer.Find(Peer.Strace);
        string port = folder.At("port");
        return ["sh", "-c", $"{python} {folder.At("server.py")} {port} & {python} {folder.At("client.py")} {port}; wait"];
    }
}
