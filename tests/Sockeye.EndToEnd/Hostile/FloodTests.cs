using System.Diagnostics;
using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// One stranger asks a server of 256 MiB for as much as he can. Others are served meanwhile, the server stays within
/// its memory, and is as before when he has gone. How long all that took is in each test's output.
/// </summary>
public sealed class FloodTests(LargeTree tree, ITestOutputHelper output) : IClassFixture<LargeTree>
{
    private const string Http = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const string Digest = " HTTP/1.1\r\nHost: localhost\r\nWant-Repr-Digest: sha-256=1\r\n\r\n";
    private const string Gzip = " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";
    private const string Brotli = " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n";
    private const string Login = "USER ftp\r\nPASS x\r\n";

    private const int Rounds = 5;
    private const int MostKept = 100; // FileRootOptions.MaxKeptUploadsEach

    // What of its memory the runtime keeps (SpareMemory). Our choice; that it all fits is asked of the most at once.
    private const long MostBytesKept = 64 * 1024 * 1024;

    private static readonly string Sum = Sha256Sum.Of("hello"u8).ToString();

    [Theory(Timeout = 3 * SafetyNet.Milliseconds)]
    [InlineData("files", 100, "LISTALL\n"), InlineData("files", 100, "LIST flat\n")]
    [InlineData("http", 200, "GET /?json&recursive" + Http), InlineData("http", 200, "GET /flat/?json" + Http)]
    [InlineData("http", 200, "GET /flat/" + Http)]
    [InlineData("http", 100, "GET /?zip" + Http), InlineData("http", 100, "GET /?tar" + Http)]
    [InlineData("http", 60, "GET /text" + Gzip), InlineData("http", 60, "GET /text" + Brotli)]
    public Task Answers_that_nobody_reads_are_bounded(string service, int count, string said) =>
        HoldsAsync(
            tree.Folder,
            [],
            (server, flood) => AddAsync(server, flood, service, count, said),
            until: flood => flood.Unanswered == 0);

    [Theory(Timeout = 3 * SafetyNet.Milliseconds)]
    [InlineData("files", 400, "STAT text\n"), InlineData("files", 100, "SUM small\n")]
    [InlineData("http", 400, "HEAD /text" + Http), InlineData("http", 100, "GET /nothing" + Http)]
    [InlineData("ftp", 100, Login + "NOOP\r\nMDTM text\r\n")]
    public Task Short_answers_that_nobody_reads_are_bounded(string service, int count, string said) =>
        HoldsAsync(tree.Folder, [], async (server, flood) =>
        {
            for (int i = 0; i < count; i++)
                await flood.PipelineAsync(server.AddressOf(service), said);
        });

    [Fact(Timeout = 3 * SafetyNet.Milliseconds)]
    public Task Listings_over_ftp_that_nobody_reads_are_bounded() => HoldsAsync(
        tree.Folder, [], async (server, flood) =>
        {
            for (int i = 0; i < 60; i++)
                await flood.AddTransferAsync(server.AddressOf("ftp"), i % 2 == 0 ? "MLSD flat" : "LIST flat");
        });

    [Theory(Timeout = 3 * SafetyNet.Milliseconds)]
    [InlineData("files", "SUMRANGE {0} - sparse\n"), InlineData("files", "SUM sparse\n")]
    [InlineData("http", "GET /sparse" + Digest)]
    [InlineData("ftp", Login + "HASH sparse\r\n"), InlineData("ftp", Login + "OPTS HASH CRC32\r\nHASH sparse\r\n")]
    public Task Sums_without_end_end_with_their_peer(string service, string said) =>
        HoldsAsync(tree.Folder, [], (server, flood) => AddAsync(server, flood, service, 20, said));

    [Fact(Timeout = 3 * SafetyNet.Milliseconds)]
    public Task Connections_of_one_address_take_nobodys_place() => HoldsAsync(tree.Folder, [], async (server, flood) =>
    {
        foreach (string service in new[] { "http", "files", "ftp" })
            await AddAsync(server, flood, service, 1005, ""); // 1,000 are all that a server has
    });

    [Fact(Timeout = 3 * SafetyNet.Milliseconds)]
    public async Task Uploads_that_are_never_finished_are_in_nobodys_way()
    {
        using var folder = new TemporaryDirectory();
        folder.AddDirectory("root/inbox");
        folder.AddFile("root/small", "remember"u8);
        string users = folder.AddFile("users", "anonymous - /=rl,/inbox=w\n"u8);

        await HoldsAsync(folder, ["--users", users], async (server, flood) =>
        {
            for (int i = 0; i < 2_000; i++)
                await flood.CutAsync(server.AddressOf("files"), $"RESUME 5 {Sum} inbox/cut{i}\nh");
            await AddAsync(server, flood, "files", 100, $"RESUME 5 {Sum} inbox/held{{0}}\nh");
        });

        int kept = folder.Names().Count(name => name.Contains(".sockeye-upload-kept-", StringComparison.Ordinal));
        Assert.InRange(kept, 1, MostKept);
    }

    private static async Task AddAsync(SharingServer server, Flood flood, string service, int count, string said)
    {
        for (int i = 0; i < count; i++)
        {
            string line = said.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await flood.AddAsync(server.AddressOf(service), line);
        }
    }

    private async Task HoldsAsync(
        TemporaryDirectory folder,
        string[] options,
        Func<SharingServer, Flood, Task> begin,
        Predicate<Flood>? until = null)
    {
        using MemoryLimit limit = MemoryLimit.Create();
        await using SharingServer server = await SharingServer.StartAsync(
            limit.Words, folder, ["http", "files", "ftp"], options);
        var before = new Bystander(server);
        await before.AskAsync();
        int id = server.Process.Id;
        (long memory, int open) = (ResidentMemory.Of(id), OpenFor(id, folder));

        var others = new Bystander(server);
        using (var flood = new Flood())
        {
            Task beginning = begin(server, flood);
            for (int i = 0; i < Rounds || !beginning.IsCompleted || until?.Invoke(flood) == false; i++)
                await others.AskAsync();
            await beginning;
            Say($"{flood.Count} connections, {flood.Unanswered} not answered; others took at most {others.Slowest}");
        }

        long left = Stopwatch.GetTimestamp();
        await UntilAsync(server, () => OpenFor(id, folder) <= open, "as few open files as before");
        await UntilAsync(
            server,
            () => ResidentMemory.Of(id) <= memory + MostBytesKept,
            $"within {Mebibytes(memory + MostBytesKept)}");
        await IdleAsync(server);
        Say($"idle {Stopwatch.GetElapsedTime(left).TotalSeconds:0.0} s after it left; before {before.Slowest}");

        (long peak, long after) = (ResidentMemory.PeakOf(id), ResidentMemory.Of(id));
        Say($"memory {Mebibytes(memory)} before, {Mebibytes(peak)} at most, {Mebibytes(after)} after; {limit.Name}");
        await others.AskAsync();
        Assert.False(server.Process.HasExited, server.Process.Describe());
        Assert.InRange(peak, 1, MemoryLimit.Bytes);
    }

    // Within some second it uses less than a tenth of one processor.
    private static async Task IdleAsync(SharingServer server)
    {
        TimeSpan used = TimeSpan.Zero;
        await UntilAsync(
            server,
            () =>
            {
                TimeSpan since = server.Process.ProcessorTime - used;
                used = server.Process.ProcessorTime;
                return since < TimeSpan.FromMilliseconds(100);
            },
            "idle", TimeSpan.FromSeconds(1));
    }

    private static async Task UntilAsync(SharingServer server, Func<bool> isSo, string what, TimeSpan? every = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < SafetyNet.Time, $"not {what}: {server.Process.Describe()}");
            bool hasEnded = await server.Process.ExitsWithinAsync(every ?? TimeSpan.FromMilliseconds(20));
            Assert.False(hasEnded, server.Process.Describe());
        }
    }

    // Sockets, and what is open of the folder. What the runtime loads when it is needed first stays.
    private static int OpenFor(int id, TemporaryDirectory folder) => new DirectoryInfo($"/proc/{id}/fd")
        .EnumerateFiles()
        .Select(file => file.LinkTarget ?? "")
        .Count(target => target.StartsWith("socket:", StringComparison.Ordinal)
            || target.StartsWith(folder.Path, StringComparison.Ordinal));

    private static string Mebibytes(long bytes) => $"{bytes / 1024 / 1024} MiB";

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
