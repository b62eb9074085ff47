using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using Sockeye.Driving;
using Sockeye.Protocols.Framing;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Driving;

/// <summary>A room of a thousand, where one never reads: the work of every hub, on a server.</summary>
public sealed class BroadcastTests : IAsyncDisposable
{
    private const int Peers = 1_000;

    private readonly ManualClock _clock = new(); // stands still: nobody is idle
    private readonly ConcurrentQueue<ServiceInterval> _served = new();
    private readonly MemoryNetwork _network;
    private readonly Room _room = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _message = [.. Enumerable.Repeat((byte)'m', 2_000)];

    public BroadcastTests() => _network = new MemoryNetwork(_clock);

    [Fact]
    public async Task Peer_that_never_reads_leaves_and_nobody_waits_for_it()
    {
        await using IStreamListener listener = await _network.ListenAsync(Endpoint.Tcp("room", 1));
        var server = new StreamServer(
            listener, _room, new ServeOptions { Mode = ServeMode.Concurrent(2 * Peers) },
            new ServerContext { Time = _clock, OnServed = _served.Enqueue });
        Task<ServeOutcome> serving = server.RunAsync(_stop.Token);
        StreamConnection silent = await JoinAsync(listener.Endpoint, members: 1);
        var readers = new List<StreamConnection>();
        for (int i = 2; i <= Peers; i++)
            readers.Add(await JoinAsync(listener.Endpoint, i));

        // Each message is awaited by all who read, so only the one who does not can ever have too much waiting.
        int rounds = 0;
        for (; _served.IsEmpty; rounds++)
        {
            Assert.True(rounds < 1_000, "nothing ends it");
            long before = GC.GetAllocatedBytesForCurrentThread();
            _room.Say(_message);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < Peers * _message.Length / 8, $"{allocated} bytes for one message");
            await Task.WhenAll(readers.Select(ReadOneAsync)).WaitAsync(SafetyNet.Time);
        }

        Assert.Equal(EndReason.SendQueueFull, Assert.Single(_served).Reason);
        long taken = rounds * (_message.Length + 2L);
        long most = new OutboxOptions().MaxBytes + _message.Length + (3 * 64 * 1024); // and what the network holds
        Assert.True(taken <= most, $"{taken} bytes were taken for it");
        Assert.Equal(Peers - 1, _room.Members);
        await silent.DisposeAsync();
        foreach (StreamConnection reader in readers)
            await reader.DisposeAsync();
        _stop.Cancel();
        await serving.WaitAsync(SafetyNet.Time);
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<StreamConnection> JoinAsync(Endpoint room, int members)
    {
        StreamConnection peer = await _network.ConnectAsync(room);
        await _room.HasAsync(members).WaitAsync(SafetyNet.Time);
        return peer;
    }

    private async Task ReadOneAsync(StreamConnection reader)
    {
        ReadResult read = await reader.Input.ReadAtLeastAsync(_message.Length + 2);
        reader.Input.AdvanceTo(read.Buffer.GetPosition(_message.Length + 2));
    }

    /// <summary>The least that is a hub.</summary>
    private sealed class Room : IConnectionHandler
    {
        private readonly Lock _lock = new();
        private readonly HashSet<Outbox> _members = [];
        private readonly SemaphoreSlim _joined = new(0);

        public int Members
        {
            get
            {
                lock (_lock)
                    return _members.Count;
            }
        }

        public async Task HasAsync(int members)
        {
            while (Members < members)
                await _joined.WaitAsync();
        }

        public void Say(ReadOnlyMemory<byte> line)
        {
            lock (_lock)
            {
                foreach (Outbox member in _members)
                    member.TryEnqueue(line);
            }
        }

        public async Task RunAsync(StreamConnection connection, CancellationToken stopping)
        {
            var lines = new LineChannel(connection, new LineDecoder(LineDecoder.DefaultMaxLineBytes));
            await using var outbox = new Outbox(lines, new OutboxOptions());
            lock (_lock)
                _members.Add(outbox);
            _joined.Release();
            try
            {
                while (await lines.MoveNextAsync(stopping))
                    Say(lines.Current.ToArray());
            }
            finally
            {
                lock (_lock)
                    _members.Remove(outbox);
            }
        }
    }
}
