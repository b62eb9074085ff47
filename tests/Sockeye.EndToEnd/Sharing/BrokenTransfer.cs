using System.Diagnostics;
using System.Text.Json;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>Transfers of one kind, one after the other: broken by a kill, then repeated.</summary>
/// <param name="folder">Of the server and of the client.</param>
/// <param name="protocol">By which service.</param>
/// <param name="isUpload">Whether files are stored, not fetched.</param>
/// <param name="isServerKilled">Whether the server is killed, not the client.</param>
internal sealed class BrokenTransfer(TemporaryDirectory folder, string protocol, bool isUpload, bool isServerKilled)
    : IAsyncDisposable
{
    // Long enough that what a killed server has left in the buffers of the system is not all of it.
    private const int LeastBytes = 12_000_000;
    private const int MostBytes = 36_000_000;
    private const string Rate = "72M"; // bytes a second: slow enough to be watched, a third of a second each

    // Nobody else listens at these addresses and ports, so a server that is started again gets its port again.
    private static int _lastAddress = 1;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly DateTime LongAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly byte[] _old = Payload.Of(5_000_000, seed: 99);
    private SharingServer _server = null!;
    private string _name = "";
    private byte[] _content = [];
    private bool _replaces;
    private long _target;
    private int _clients; // of the server that runs now

    /// <summary>Makes the folders and starts the server.</summary>
    public static async Task<BrokenTransfer> StartAsync(string protocol, bool isUpload, bool isServerKilled)
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        folder.AddDirectory("client");
        var transfer = new BrokenTransfer(folder, protocol, isUpload, isServerKilled);
        string host = $"127.77.0.{Interlocked.Increment(ref _lastAddress)}";
        int port = transfer.Scheme == "udp" ? FreePort.Udp() : FreePort.Tcp();
        await transfer.ServeAsync($"{host}:{port}");
        return transfer;
    }

    /// <summary>Begins a transfer and kills one side when a seeded number of bytes has arrived.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="seeded">Chooses length and moment.</param>
    /// <param name="replaces">Whether there is an older file already.</param>
    public async Task BreakAsync(string name, Random seeded, bool replaces)
    {
        (_name, _replaces) = (name, replaces);
        _content = Payload.Of(seeded.Next(LeastBytes, MostBytes), seeded.Next());
        _target = seeded.Next(0, 8) switch
        {
            0 => 0, // as soon as there is a file
            1 => _content.Length, // while it is checked and published
            _ => seeded.NextInt64(_content.Length),
        };
        File.WriteAllBytes(Source, _content);
        File.SetLastWriteTimeUtc(Source, LongAgo); // or its time would not tell it from the next of the same second
        if (replaces)
            File.WriteAllBytes(Target, _old);

        RunningProcess? client = null;
        using var begun = new ManualResetEventSlim();
        using var growing = new GrowingFile(TargetDirectory, Unfinished, _target, () =>
        {
            begun.Wait();
            (isServerKilled ? _server.Process : client!).Signal(Signal.Kill);
        });
        await using (client = Start("--rate", Rate))
        {
            begun.Set();
            ProcessResult result = await client.ResultAsync();
            int broken = isServerKilled ? 3 : 137;
            Assert.True(result.ExitCode == 0 || result.ExitCode == broken, $"{client.Describe()}\n{this}");
            if (result.ExitCode != 0) // the watcher that has killed may not have said so yet
                await growing.Reached.WaitAsync(SafetyNet.Time);
        }

        await SettleAsync(wasKilled: growing.Reached.IsCompleted);
        AssertNothingWrong();
    }

    /// <summary>How much of the file is there, unpublished.</summary>
    public long KeptLength() => GrowingFile.LengthNow(TargetDirectory, Unfinished);

    /// <summary>Runs the same command again.</summary>
    /// <returns>What it printed.</returns>
    public async Task<Stored> RepeatAsync()
    {
        await using RunningProcess client = Start();
        ProcessResult result = await client.ResultAsync();

        Assert.True(result.ExitCode == 0, $"{client.Describe()}\n{this}");
        Payload.AssertEqual(_content, ReadLocked());
        Assert.True(protocol == "tftp" || KeptLength() == 0, $"{KeptLength()} bytes are left\n{this}");
        return JsonSerializer.Deserialize<Stored>(result.Output, Json)!;
    }

    public override string ToString() =>
        $"{_name}: {_content.Length} bytes, killed at {_target}{(_replaces ? ", over an older file" : "")}\n"
        + _server.Process.Describe();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        folder.Dispose();
    }

    private string Scheme => protocol == "tftp" ? "udp" : "tcp";

    private string TargetDirectory => folder.At(isUpload ? "root" : "client");

    private string Target => Path.Combine(TargetDirectory, _name);

    private string Source => folder.At($"{(isUpload ? "client" : "root")}/{_name}");

    private string Unfinished => isUpload ? ".sockeye-upload-*" : "*.part";

    private async Task ServeAsync(string where)
    {
        _server = await SharingServer.StartAsync(folder, [$"{protocol}@{Scheme}://{where}"], "--writable");
        _clients = 0;
    }

    private RunningProcess Start(params string[] options)
    {
        string url = _server.Url(protocol, _name);
        string[] transfer = isUpload ? ["put", Source, url] : ["get", url, "-o", Target];
        ProcessStartInfo start = SockeyeProcess.StartInfo([.. transfer, "--retries", "0", "--json", .. options]);
        start.Environment["XDG_STATE_HOME"] = folder.AddDirectory("state");
        _clients++;
        return RunningProcess.Start(start);
    }

    // Whoever is still alive has noticed, and has made up his mind about what he has.
    private async Task SettleAsync(bool wasKilled)
    {
        if (isServerKilled)
        {
            if (!wasKilled)
                _server.Process.Signal(Signal.Kill); // the file was published before its length was seen
            await _server.Process.ExitAsync();
            string where = _server.AddressOf(protocol).ToString();
            await _server.DisposeAsync();
            await ServeAsync(where);
        }
        else if (isUpload && protocol != "tftp")
        {
            await _server.Process.ErrorAsync($"(?s)( ended: .*){{{_clients}}}"); // each has had one connection
        }
    }

    // A server that has just published the file holds its lock for another moment.
    private byte[] ReadLocked()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return File.ReadAllBytes(Target);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start) < SafetyNet.Time)
            {
                Thread.Yield();
            }
        }
    }

    private void AssertNothingWrong()
    {
        if (!File.Exists(Target))
        {
            Assert.False(_replaces, $"the older file is gone\n{this}");
            return;
        }

        byte[] published = ReadLocked();
        bool isOld = _replaces && published.AsSpan().SequenceEqual(_old);
        bool isNew = published.AsSpan().SequenceEqual(_content);
        Assert.True(isOld || isNew, $"{published.Length} bytes were published that are neither\n{this}");
    }
}
