using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using Sockeye.Chat.Lines;
using Sockeye.Driving;
using Sockeye.Protocols.Chat;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Chat.Tests.Lines;

/// <summary>The door on a server, by a network in memory.</summary>
public sealed class LineDoorTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<ServiceInterval> _served = new();
    private readonly SemaphoreSlim _oneServed = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryNetwork _network;
    private readonly ChatHub _hub;
    private readonly List<Typist> _typists = [];
    private Endpoint _where = null!;
    private Task _serving = Task.CompletedTask;

    public LineDoorTests()
    {
        _network = new MemoryNetwork(_clock);
        _hub = new ChatHub(new ChatLimits(), new ChatMemory(100), _clock);
    }

    [Fact]
    public async Task Two_people_talk()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        Assert.Equal("-- ben came in", await anna.ReadLineAsync());

        await anna.TypeAsync("hello\r\n");
        await ben.TypeAsync("hi anna\n");

        Assert.Equal("<anna> hello", await ben.ReadLineAsync());
        Assert.Equal("<ben> hi anna", await anna.ReadLineAsync());
    }

    [Fact]
    public async Task Name_is_asked_for_on_the_line_where_it_is_typed()
    {
        await ServeAsync();
        Typist client = await ConnectAsync();

        Assert.Equal("Your name? ", await client.ReadAsync("Your name? ".Length));
    }

    [Fact]
    public async Task Name_that_another_has_or_looks_like_is_asked_for_again()
    {
        await ServeAsync();
        await EnterAsync("anna");
        Typist other = await ConnectAsync();

        await other.TypeAsync("ANNA\nаnnа\nben\n");

        Assert.Equal("Your name? -- Somebody has that name already.", await other.ReadLineAsync());
        Assert.Equal("Your name? -- Somebody has a name that looks the same.", await other.ReadLineAsync());
        Assert.Equal(
            "Your name? -- Welcome, ben. What you type is said to all in the room.", await other.ReadLineAsync());
    }

    [Fact]
    public async Task After_five_names_it_ends()
    {
        await ServeAsync();
        Typist client = await ConnectAsync();

        await client.TypeAsync("1\n2\n3\n4\n5\n6\n");

        string all = await client.ReadToEndAsync();
        Assert.Equal(5, all.Split("Your name? ").Length - 1);
        Assert.Equal(EndReason.Completed, (await ServedAsync()).Reason);
        Assert.Empty(Members());
    }

    [Fact]
    public async Task Bye_ends_it_and_the_others_learn_of_it()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        await anna.ReadLineAsync();

        await ben.TypeAsync("BYE\n");

        Assert.Equal("", await ben.ReadToEndAsync());
        Assert.Equal("-- ben is gone: BYE", await anna.ReadLineAsync());
        Assert.Equal(EndReason.Completed, (await ServedAsync()).Reason);
    }

    [Fact]
    public async Task Who_ends_its_stream_says_its_last_line_and_is_gone()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        await anna.ReadLineAsync();

        await ben.TypeAsync("no line ending");
        await ben.Connection.CompleteOutputAsync();

        Assert.Equal("<ben> no line ending", await anna.ReadLineAsync());
        Assert.Equal("-- ben is gone: connection closed", await anna.ReadLineAsync());
    }

    [Fact]
    public async Task Who_is_cut_off_is_gone()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        await anna.ReadLineAsync();

        ben.Connection.Abort(EndReason.Cancelled);

        Assert.Equal("-- ben is gone: connection lost", await anna.ReadLineAsync());
    }

    [Fact]
    public async Task Line_that_is_too_long_ends_it_with_a_sentence()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        await anna.ReadLineAsync();

        await ben.TypeAsync(new string('x', 4_096) + "\n");
        Assert.Equal($"<ben> {new string('x', 4_096)}", await anna.ReadLineAsync());
        await ben.TypeAsync(new string('x', 4_097) + "\n");

        Assert.Equal("-- A line has at most 4096 bytes. Goodbye.\r\n", await ben.ReadToEndAsync());
        Assert.Equal("-- ben is gone: a line was too long", await anna.ReadLineAsync());
        Assert.Equal(EndReason.PeerBrokeProtocol, (await ServedAsync()).Reason);
    }

    [Fact]
    public async Task Flood_is_slowed()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        await anna.ReadLineAsync();
        _clock.Advance(TimeSpan.FromSeconds(10)); // the name has counted as a line

        await ben.TypeAsync(string.Concat(Enumerable.Range(0, 8).Select(i => $"{i}\n")));

        for (int i = 0; i < 5; i++)
            Assert.Equal($"<ben> {i}", await anna.ReadLineAsync());
        for (int i = 5; i < 8; i++)
        {
            Task<string> next = anna.ReadLineAsync();
            await HasTimerAsync(ChatPace.DefaultInterval);
            _clock.Advance(ChatPace.DefaultInterval - TimeSpan.FromTicks(1));
            Assert.False(next.IsCompleted);
            _clock.Advance(TimeSpan.FromTicks(1));
            Assert.Equal($"<ben> {i}", await next.WaitAsync(SafetyNet.Time));
        }
    }

    [Fact]
    public async Task Who_says_no_name_for_a_minute_is_ended()
    {
        await ServeAsync(new ServeOptions { IdleTimeout = TimeSpan.FromHours(1) });
        Typist client = await ConnectAsync();
        await client.ReadAsync("Your name? ".Length);

        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(EndReason.IdleTooLong, (await ServedAsync()).Reason);
        Assert.Empty(Members());
    }

    [Fact]
    public async Task Who_has_a_name_may_listen_for_as_long_as_it_likes()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna");
        await anna.TypeAsync("/who\n");
        await anna.ReadLineAsync(); // so it is past its name

        _clock.Advance(TimeSpan.FromHours(5));
        Typist ben = await EnterAsync("ben");

        Assert.Equal("-- ben came in", await anna.ReadLineAsync());
        Assert.Empty(_served);
        Assert.NotNull(ben);
    }

    [Fact]
    public async Task Where_silence_is_not_allowed_it_ends_a_member_too()
    {
        await ServeAsync(door: new LineDoorOptions { AllowsSilence = false });
        await EnterAsync("anna");

        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(EndReason.IdleTooLong, (await ServedAsync()).Reason);
        Assert.Empty(Members());
    }

    [Fact]
    public async Task Who_is_thrown_out_is_told_why()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        await anna.ReadLineAsync();

        using (ChatHub.Turn turn = _hub.Begin())
        {
            ChatMember boss = turn.Hall.Find("anna")!;
            ChatHall.SetOperator(boss, true);
            Assert.Equal(ChatRefusal.None, turn.Hall.Expel(boss, turn.Hall.Find("ben")!, "spam"));
        }

        Assert.Equal("-- Killed by anna: spam\r\n", await ben.ReadToEndAsync());
        Assert.Equal("-- ben is gone: Killed (anna (spam))", await anna.ReadLineAsync());
        Assert.Equal(EndReason.Completed, (await ServedAsync()).Reason);
    }

    [Fact]
    public async Task Server_that_stops_says_so()
    {
        await ServeAsync();
        Typist anna = await EnterAsync("anna");

        _stop.Cancel();

        Assert.Equal("-- The server stops. Goodbye.\r\n", await anna.ReadToEndAsync());
        Assert.Equal(EndReason.ServerStopping, (await ServedAsync()).Reason);
        await _serving.WaitAsync(SafetyNet.Time);
    }

    // Each line is awaited by who reads, so only the one who does not can ever have too much waiting.
    [Fact]
    public async Task Who_never_reads_ends_and_nobody_waits_for_it()
    {
        await ServeAsync(door: new LineDoorOptions { Burst = 100_000 });
        Typist slow = await EnterAsync("slow"), anna = await EnterAsync("anna"), ben = await EnterAsync("ben");
        await anna.ReadLineAsync(); // ben came in
        string line = new('x', 4_000);

        int lines = 0;
        for (string heard = ""; heard != "-- slow is gone: too slow"; lines++)
        {
            Assert.True(lines < 1_000, "nothing ends it");
            await ben.TypeAsync($"{line}\n");
            heard = await anna.ReadLineAsync(); // it is told between two lines
            Assert.Contains(heard, new[] { $"<ben> {line}", "-- slow is gone: too slow" });
        }

        Assert.Equal(EndReason.SendQueueFull, (await ServedAsync()).Reason);
        Assert.Equal("-- slow is gone: too slow", await ben.ReadLineAsync());
        Assert.Equal(2, Members().Count);
        long most = new OutboxOptions().MaxBytes + (3 * 64 * 1024); // and what the network holds
        Assert.True(lines * (line.Length + 8L) <= most, $"{lines} lines were taken for it");
        Assert.NotNull(slow);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Typist typist in _typists)
            await typist.Connection.DisposeAsync();
        _stop.Cancel();
        await _serving.WaitAsync(SafetyNet.Time);
        _stop.Dispose();
        _oneServed.Dispose();
    }

    private async Task ServeAsync(ServeOptions? limits = null, LineDoorOptions? door = null)
    {
        IStreamListener listener = await _network.ListenAsync(Endpoint.Tcp("hall", 5480));
        _where = listener.Endpoint;
        var context = new ServerContext { Time = _clock, OnServed = OnServed };
        var handler = new LineDoorHandler(_hub, door ?? new LineDoorOptions(), _clock);
        _serving = new StreamServer(listener, handler, limits ?? new ServeOptions(), context).RunAsync(_stop.Token);
    }

    private void OnServed(ServiceInterval interval)
    {
        _served.Enqueue(interval);
        _oneServed.Release();
    }

    private async Task<ServiceInterval> ServedAsync()
    {
        Assert.True(await _oneServed.WaitAsync(SafetyNet.Time), "nothing ended");
        Assert.True(_served.TryPeek(out ServiceInterval? interval));
        return interval;
    }

    private async Task<Typist> ConnectAsync()
    {
        var typist = new Typist(await _network.ConnectAsync(_where));
        _typists.Add(typist);
        return typist;
    }

    private async Task<Typist> EnterAsync(string name)
    {
        Typist typist = await ConnectAsync();
        await typist.TypeAsync($"{name}\n");
        Assert.StartsWith($"Your name? -- Welcome, {name}", await typist.ReadLineAsync(), StringComparison.Ordinal);
        await typist.ReadLineAsync(); // how to go on
        if (!(await typist.ReadLineAsync()).Contains("Nobody else", StringComparison.Ordinal))
            await typist.ReadLineAsync(); // who is there
        return typist;
    }

    private async Task HasTimerAsync(TimeSpan dueIn)
    {
        using var net = new CancellationTokenSource(SafetyNet.Time);
        while (!_clock.HasTimer(dueIn))
        {
            net.Token.ThrowIfCancellationRequested();
            await Task.Yield(); // until the door has taken the line, on another thread
        }
    }

    private IReadOnlyCollection<ChatMember> Members()
    {
        using ChatHub.Turn turn = _hub.Begin();
        return [.. turn.Hall.Members];
    }

    /// <summary>Somebody at netcat.</summary>
    private sealed class Typist(StreamConnection connection)
    {
        public StreamConnection Connection => connection;

        public async Task TypeAsync(string text) => await connection.SendAsync(text).WaitAsync(SafetyNet.Time);

        public async Task<string> ReadAsync(int bytes) => await connection.ReadTextAsync(bytes).WaitAsync(SafetyNet.Time);

        public async Task<string> ReadToEndAsync() => await connection.ReadTextToEndAsync().WaitAsync(SafetyNet.Time);

        public async Task<string> ReadLineAsync()
        {
            while (true)
            {
                ReadResult read = await connection.Input.ReadAsync().AsTask().WaitAsync(SafetyNet.Time);
                if (read.Buffer.PositionOf((byte)'\n') is not { } end)
                {
                    Assert.False(read.IsCompleted, $"ended after '{Encoding.UTF8.GetString(read.Buffer)}'");
                    connection.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                string line = Encoding.UTF8.GetString(read.Buffer.Slice(0, end));
                connection.Input.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line.TrimEnd('\r');
            }
        }
    }
}
