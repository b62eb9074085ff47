using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.EndToEnd.Processes;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// The very first clients are more than there are descriptors or memory for: all are served, one after the other, and
/// so is who comes later.
/// </summary>
public sealed class ScarceMeansTests
{
    private const string Get = "GET /small HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private const string FtpSize = "USER ftp\r\nPASS x\r\nTYPE I\r\nSIZE small\r\nQUIT\r\n";
    private const string Got = "\r\n\r\nremember";

    private const string LargeEnd = "xxxx!";

    private static readonly byte[] Large = [.. Enumerable.Repeat((byte)'x', 32 * 1024 * 1024 - 1), (byte)'!'];

    [Theory(Timeout = 2 * SafetyNet.Milliseconds)]
    [InlineData("http", 256, 250, Get, Got), InlineData("http", 256, 1000, Get, Got)]
    [InlineData("files", 256, 250, "GET small\nBYE\n", "\nremember")]
    [InlineData("echo", 256, 250, "remember", "remember")]
    [InlineData("ftp", 256, 250, FtpSize, "\n213 8\r\n221 Goodbye.\r\n")]
    public async Task All_of_a_burst_are_served_and_who_comes_later(
        string protocol, int openFiles, int crowd, string said, string answerEnd)
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await SharingServer.StartAsync(Limit(openFiles), folder, [protocol]);

        string[] answers = await AskTogetherAsync(server.AddressOf(protocol), crowd, said);
        string[] later = await AskTogetherAsync(server.AddressOf(protocol), 1, said);

        Assert.All([.. answers, .. later], answer => Assert.EndsWith(answerEnd, answer, StringComparison.Ordinal));
        await server.Process.ErrorAsync($"at most \\d+ connections at once, for 'ulimit -n' is {openFiles}\n");
    }

    /// <summary>Enough places to be shared out: who says nothing for long would give way.</summary>
    [Fact(Timeout = 2 * SafetyNet.Milliseconds)]
    public async Task All_of_a_burst_are_served_who_ask_as_soon_as_they_are_connected()
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await SharingServer.StartAsync(Limit(1024), folder, ["http"]);
        using var clients = new Crowd();

        await clients.ConnectAsync(server.AddressOf("http"), 1000, said: Get);

        Assert.All(await clients.AskAsync(""), answer => Assert.EndsWith(Got, answer, StringComparison.Ordinal));
        await server.Process.ErrorAsync("at most \\d+ connections at once, for 'ulimit -n' is 1024\n");
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task All_of_a_burst_of_datagrams_are_served()
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await SharingServer.StartAsync(Limit(256), folder, ["tftp"]);
        using var clients = new DatagramCrowd(250);

        await clients.RequestAsync(server.AddressOf("tftp"));

        Assert.All(await clients.TakeAsync(), block => Assert.Equal("remember", block));
    }

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(0), InlineData(-16)]
    public async Task Datagrams_are_served_again_when_descriptors_are_back(int left)
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await SharingServer.StartAsync(folder, ["tftp"]);
        int used = Used(server);
        await LimitAsync(server, $"{used + left}:");
        using var crowd = new DatagramCrowd(20);
        await crowd.RequestAsync(server.AddressOf("tftp"));
        await server.Process.ErrorAsync("not served now \\(.*: too many open files\\)\n");
        await LimitAsync(server, $"{used + 500}:");

        using var later = new DatagramCrowd(20);
        await later.RequestAsync(server.AddressOf("tftp"));

        Assert.All(await later.TakeAsync(), block => Assert.Equal("remember", block));
    }

    /// <summary>More than are used, fewer than are used: what is open stays so (getrlimit(2)).</summary>
    public static MatrixTheoryData<string, int> TakenAway { get; } =
        new(["http", "files", "ftp", "echo"], [4, 3, 2, 1, 0, -16]);

    [Theory(Timeout = 2 * SafetyNet.Milliseconds), MemberData(nameof(TakenAway))]
    public async Task Server_whose_descriptors_are_taken_away_goes_on_when_they_are_back(string protocol, int left)
    {
        (string said, string answerEnd) = protocol switch
        {
            "http" => (Get, Got),
            "files" => ("GET small\nBYE\n", "\nremember"),
            "ftp" => ("USER ftp\r\nQUIT\r\n", "\n221 Goodbye.\r\n"),
            _ => ("remember", "remember"),
        };
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await SharingServer.StartAsync(folder, [protocol]);
        int used = Used(server);
        await LimitAsync(server, $"{used + left}:");

        using var clients = new Crowd();
        await clients.ConnectAsync(server.AddressOf(protocol), 20);
        await server.Process.ErrorAsync("too many open files\\); trying again in 100 ms\n");
        await LimitAsync(server, $"{used + 500}:");

        Assert.All(
            await clients.AskAsync(said), answer => Assert.EndsWith(answerEnd, answer, StringComparison.Ordinal));
    }

    [Theory(Timeout = 2 * SafetyNet.Milliseconds)]
    [InlineData("http", "GET /large HTTP/1.0\r\n\r\n", Get, Got)]
    [InlineData("files", "GET large\nBYE\n", "GET small\nBYE\n", "\nremember")]
    public async Task Transfer_goes_on_when_descriptors_are_taken_away(
        string protocol, string large, string small, string answerEnd)
    {
        using TemporaryDirectory folder = Folder();
        folder.AddFile("root/large", Large);
        await using SharingServer server = await SharingServer.StartAsync(folder, [protocol]);
        using var client = new Crowd();
        await client.ConnectAsync(server.AddressOf(protocol), 1);
        Task<string[]> slow = client.AskAsync(large, async () =>
        {
            int used = Used(server);
            await LimitAsync(server, $"{used - 16}:");
            using var others = new Crowd();
            await others.ConnectAsync(server.AddressOf(protocol), 20);
            await server.Process.ErrorAsync("too many open files\\); trying again in 100 ms\n");
        });

        Assert.EndsWith(LargeEnd, (await slow)[0], StringComparison.Ordinal);
        await LimitAsync(server, "4096:");
        Assert.EndsWith(answerEnd, (await AskTogetherAsync(server.AddressOf(protocol), 1, small))[0]);
    }

    /// <summary>The runtime ends the process when it wants a thread and cannot start it.</summary>
    /// <remarks>
    /// The disk is so slow that all threads of the pool wait for it, and the runtime would add some. What reads in the
    /// loop's own thread is not relieved meanwhile, so it takes its time.
    /// </remarks>
    [Fact(Timeout = 2 * SafetyNet.Milliseconds)]
    public async Task Slow_disk_takes_no_more_threads_of_the_pool_than_there_are()
    {
        using TemporaryDirectory folder = Folder();
        folder.AddFile("root/file", new byte[1024 * 1024]);
        await using SharingServer server = await SharingServer.StartAsync(folder, ["http"]);
        await using RunningProcess withoutThreads = await WithoutThreadsAsync(
            server, "-e", "inject=pread64:delay_enter=50000");

        string[] answers = await AskTogetherAsync(server.AddressOf("http"), 30, "GET /file HTTP/1.0\r\n\r\n");

        Assert.All(answers, answer => Assert.EndsWith("\0", answer, StringComparison.Ordinal));
        Assert.False(server.Process.HasExited, server.Process.Error.Text);
    }

    /// <remarks>
    /// The compiler's own thread ends when it was idle for four seconds, and starts again a tenth of a second after
    /// there was work: when a server has looked at its limit and given up its spare descriptors, so here it stays. It
    /// starts with what is called often enough: of a program compiled ahead, by clients. A native one has none.
    /// </remarks>
    [Theory(Timeout = 2 * SafetyNet.Milliseconds)]
    [InlineData("http", "GET /large HTTP/1.0\r\n\r\n"), InlineData("files", "GET large\nBYE\n")]
    public async Task Busy_server_starts_no_threads_of_the_pool(string protocol, string said)
    {
        using TemporaryDirectory folder = Folder();
        folder.AddFile("root/large", Large);
        await using SharingServer server = await SharingServer.StartAsync(
            [Peer.Find("env"), "DOTNET_TC_BackgroundWorkerTimeoutMs=36EE80"], folder, [protocol]); // an hour
        while (!SockeyeProcess.IsNative && !HasThread(server.Process.Id, ".NET Tiered Com"))
            await AskTogetherAsync(server.AddressOf(protocol), 5, said);
        await using RunningProcess withoutThreads = await WithoutThreadsAsync(server);

        string[] answers = await AskTogetherAsync(server.AddressOf(protocol), 10, said);

        Assert.All(answers, answer => Assert.EndsWith(LargeEnd, answer, StringComparison.Ordinal));
        Assert.False(server.Process.HasExited, server.Process.Error.Text);
    }

    // A thread takes a call of clone, and where the program is not native a pipe.
    private static async Task<RunningProcess> WithoutThreadsAsync(SharingServer server, params string[] more)
    {
        RunningProcess strace = RunningProcess.Start(
            Peer.Find(Peer.Strace),
            [
                "-f", "-e", "trace=clone,clone3,pipe2,pread64", "-e", "inject=clone,clone3:error=EAGAIN",
                "-e", "inject=pipe2:error=EMFILE", .. more, "-p", $"{server.Process.Id}",
            ]);
        await strace.ErrorAsync("attached with \\d+ threads\n");
        return strace;
    }

    // By the beginning of its name: the kernel keeps 15 bytes, and a thread may end while it is looked at.
    private static bool HasThread(int process, string name) =>
        new DirectoryInfo($"/proc/{process}/task").EnumerateDirectories().Any(thread =>
        {
            try
            {
                return File.ReadAllText($"{thread.FullName}/comm").StartsWith(name, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        });

    /// <summary>A native program has no libraries open but the system's.</summary>
    public static TheoryData<int, string> TooFew { get; } =
        new() { { 48, "cannot start" }, { SockeyeProcess.IsNative ? 80 : 140, "cannot serve" } };

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(TooFew))]
    public async Task Too_few_to_begin_is_said_in_one_line(int openFiles, string what)
    {
        string[] words = [.. Limit(openFiles), .. SockeyeProcess.CommandLine("serve", "http@tcp://127.0.0.1:0")];

        ProcessResult result = await RunningProcess.RunAsync(words[0], words[1..]);

        Assert.Equal(1, result.ExitCode);
        Assert.Matches($@"^sockeye: {what}: 'ulimit -n' is {openFiles}; at least \d+ are needed\n$", result.Error);
    }

    [Fact(Timeout = 2 * SafetyNet.Milliseconds)]
    public async Task All_of_a_burst_are_served_with_little_memory()
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await SharingServer.StartAsync(
            [Peer.Find("env"), "DOTNET_GCHeapHardLimit=1000000"], folder, ["http"]);

        string[] answers = await AskTogetherAsync(server.AddressOf("http"), 500, Get);

        Assert.All(answers, answer => Assert.EndsWith(Got, answer, StringComparison.Ordinal));
        await server.Process.ErrorAsync("at most 128 connections at once, for there are 16 MiB of memory\n");
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Too_few_threads_are_said_in_one_line()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "becomes another user, of whom there is no other process");
        const string user = "64123";
        string[] words =
        [
            Peer.Find(Peer.Setpriv), $"--reuid={user}", $"--regid={user}", "--clear-groups",
            Peer.Find(Peer.Prlimit), "--nproc=14",
            .. SockeyeProcess.CommandLine("serve", "echo@tcp://127.0.0.1:0"),
        ];

        ProcessResult result = await RunningProcess.RunAsync(words[0], words[1..]);

        Assert.Equal(1, result.ExitCode);
        Assert.Matches("^sockeye: cannot serve: 20 more threads cannot be started; .*\n$", result.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Client_does_as_much_at_once_as_fits()
    {
        using TemporaryDirectory folder = Folder();
        string[] names = [.. Enumerable.Range(0, 100).Select(number => $"file{number}")];
        Array.ForEach(names, name => folder.AddFile($"root/{name}", "remember"u8));
        folder.AddDirectory("copy");
        await using SharingServer server = await SharingServer.StartAsync(folder, ["ftp"]);
        string[] words =
        [
            .. Limit(160), .. SockeyeProcess.CommandLine(
                "sync", "--jobs", "64", server.Url("ftp", ""), folder.At("copy")),
        ];

        ProcessResult result = await RunningProcess.RunAsync(words[0], words[1..]);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("files at once, for 'ulimit -n' is 160\n", result.Error, StringComparison.Ordinal);
        Assert.All(names, name => Assert.Equal("remember", File.ReadAllText(folder.At($"copy/{name}"))));
    }

    private static TemporaryDirectory Folder()
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddFile("root/small", "remember"u8);
        return folder;
    }

    private static int Used(SharingServer server) =>
        Directory.GetFileSystemEntries($"/proc/{server.Process.Id}/fd").Length;

    private static async Task LimitAsync(SharingServer server, string openFiles)
    {
        ProcessResult set = await RunningProcess.RunAsync(
            Peer.Find(Peer.Prlimit), $"--nofile={openFiles}", "--pid", $"{server.Process.Id}");
        Assert.True(set.ExitCode == 0, set.Error);
    }

    private static string[] Limit(int openFiles) =>
        ["/bin/sh", "-c", $"ulimit -n {openFiles}; exec \"$@\"", "sh"];

    private static async Task<string[]> AskTogetherAsync(IPEndPoint server, int crowd, string said)
    {
        using var clients = new Crowd();
        await clients.ConnectAsync(server, crowd);
        return await clients.AskAsync(said);
    }

    /// <summary>Clients who are all connected before the first reads anything.</summary>
    private sealed class Crowd : IDisposable
    {
        private const int EndBytes = 32 * 1024; // what is kept of a long answer, at least

        private readonly List<TcpClient> _clients = [];

        /// <summary>Connects so many, one after the other. Each says that at once.</summary>
        public async Task ConnectAsync(IPEndPoint server, int crowd, string said = "")
        {
            for (int i = 0; i < crowd; i++)
            {
                _clients.Add(new TcpClient());
                await _clients[i].ConnectAsync(server);
                await _clients[i].GetStream().WriteAsync(Encoding.ASCII.GetBytes(said));
            }
        }

        /// <summary>Each says that much, does something else once it is answered, and reads to the end.</summary>
        /// <returns>The ends of the answers.</returns>
        public Task<string[]> AskAsync(string said, Func<Task>? meanwhile = null) =>
            Task.WhenAll(_clients.Select(client => AskAsync(client, said, meanwhile)));

        public void Dispose() => _clients.ForEach(client => client.Dispose());

        private static async Task<string> AskAsync(TcpClient client, string said, Func<Task>? meanwhile)
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(said));
            client.Client.Shutdown(SocketShutdown.Send);
            byte[] answer = new byte[2 * EndBytes];
            int held = await stream.ReadAsync(answer.AsMemory(0, EndBytes));
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            while (await stream.ReadAsync(answer.AsMemory(held)) is > 0 and int read)
            {
                held += read;
                if (held < answer.Length)
                    continue;

                answer.AsSpan(held - EndBytes).CopyTo(answer);
                held = EndBytes;
            }

            return Encoding.ASCII.GetString(answer, 0, held);
        }
    }

    private sealed class DatagramCrowd : IDisposable
    {
        private readonly Socket[] _clients;

        public DatagramCrowd(int count)
        {
            _clients = new Socket[count];
            for (int i = 0; i < count; i++)
            {
                _clients[i] = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                _clients[i].Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }
        }

        public async Task RequestAsync(IPEndPoint server)
        {
            foreach (Socket client in _clients)
                await client.SendToAsync("\0\u0001small\0octet\0"u8.ToArray(), server);
        }

        public Task<string[]> TakeAsync() => Task.WhenAll(_clients.Select(TakeBlockAsync));

        public void Dispose() => Array.ForEach(_clients, client => client.Dispose());

        private static async Task<string> TakeBlockAsync(Socket client)
        {
            byte[] buffer = new byte[516];
            SocketReceiveFromResult block = await client.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
            await client.SendToAsync("\0\u0004\0\u0001"u8.ToArray(), block.RemoteEndPoint);
            return Encoding.ASCII.GetString(buffer, 4, block.ReceivedBytes - 4);
        }
    }
}
