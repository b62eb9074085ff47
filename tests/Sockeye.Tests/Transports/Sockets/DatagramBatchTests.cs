using System.Net;
using Microsoft.Extensions.Logging;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>Batches of datagrams over real sockets: by the kernel in one call, and one by one.</summary>
public sealed class DatagramBatchTests
{
    private const int Each = 1_000;

    private readonly byte[] _content = new byte[Datagram.MaxBatchBytes];
    private readonly byte[] _buffer = new byte[Datagram.MaxBytes];

    public DatagramBatchTests() => new Random(3).NextBytes(_content);

    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(true, true), InlineData(true, false), InlineData(false, true), InlineData(false, false)]
    public async Task Batch_arrives_in_order_whoever_knows_batches(bool senderKnows, bool receiverKnows)
    {
        await using IDatagramSocket receiver = await BindAsync(receiverKnows);
        await using IDatagramSocket sender = await BindAsync(senderKnows);
        ReadOnlyMemory<byte> batch = _content.AsMemory(0, (20 * Each) + 1); // the last is short

        await sender.SendBatchAsync(batch, Each, Address(receiver), CancellationToken.None);

        List<byte[]> arrived = await ReceiveAsync(receiver, batch.Length);
        Assert.Equal(21, arrived.Count);
        Assert.All(arrived[..^1], datagram => Assert.Equal(Each, datagram.Length));
        Assert.Equal(batch.ToArray(), arrived.SelectMany(datagram => datagram));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Kernel_joins_what_it_can()
    {
        await using IDatagramSocket receiver = await BindAsync(knowsBatches: true);
        await using IDatagramSocket sender = await BindAsync(knowsBatches: true);
        Task<ReceivedBatch> receiving = receiver.ReceiveBatchAsync(_buffer, CancellationToken.None).AsTask();

        await sender.SendBatchAsync(
            _content.AsMemory(0, 40 * Each), Each, Address(receiver), CancellationToken.None);

        ReceivedBatch batch = await receiving;
        Assert.Equal((40 * Each, Each, false), (batch.Length, batch.DatagramBytes, batch.WasTruncated));
        Assert.Equal(Address(sender), batch.From);
    }

    // More datagrams in one call than any kernel takes: it refuses, and they go one by one.
    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Nothing_is_lost_when_the_kernel_refuses_a_batch()
    {
        await using IDatagramSocket receiver = await BindAsync(knowsBatches: true);
        await using IDatagramSocket sender = await BindAsync(knowsBatches: true);
        receiver.Reserve(2_000_000);

        for (int round = 0; round < 2; round++)
        {
            await sender.SendBatchAsync(
                _content.AsMemory(0, 600), 1, Address(receiver), CancellationToken.None);

            List<byte[]> arrived = await ReceiveAsync(receiver, 600);
            Assert.Equal(_content[..600], arrived.SelectMany(datagram => datagram));
        }
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Batch_that_is_too_long_for_the_buffer_says_so()
    {
        await using IDatagramSocket receiver = await BindAsync(knowsBatches: true);
        await using IDatagramSocket sender = await BindAsync(knowsBatches: true);
        await sender.SendAsync(_content.AsMemory(0, 500), Address(receiver), CancellationToken.None);

        ReceivedBatch batch = await receiver.ReceiveBatchAsync(_buffer.AsMemory(0, 400), CancellationToken.None);

        Assert.True(batch.WasTruncated);
        Assert.Equal(400, batch.Length);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Socket_that_receives_batches_receives_nothing_else()
    {
        await using IDatagramSocket socket = await BindAsync(knowsBatches: true);
        using var cancel = new CancellationTokenSource();
        Task waiting = socket.ReceiveBatchAsync(_buffer, cancel.Token).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => socket.ReceiveAsync(_buffer, CancellationToken.None).AsTask());
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Room_that_the_system_does_not_give_is_told_once()
    {
        var log = new Lines();
        var sockets = new SocketTransport(TimeProvider.System) { Logger = log };
        await using IDatagramSocket one = await sockets.BindAsync(Endpoint.Udp(null, 0));
        await using IDatagramSocket other = await sockets.BindAsync(Endpoint.Udp(null, 0));

        one.Reserve(1_000); // every kernel has that
        Assert.Empty(log.Written);
        one.Reserve(int.MaxValue);
        one.Reserve(int.MaxValue);
        other.Reserve(int.MaxValue);

        Assert.Contains("raise net.core.rmem_max", Assert.Single(log.Written), StringComparison.Ordinal);
    }

    private static IPEndPoint Address(IDatagramSocket socket) => new(IPAddress.Loopback, socket.Endpoint.Port);

    private static async Task<IDatagramSocket> BindAsync(bool knowsBatches)
    {
        ISocketEngine engine = knowsBatches ? SocketEngines.EventLoop : SocketEngines.Runtime;
        return await new SocketTransport(TimeProvider.System) { Engine = engine }.BindAsync(Endpoint.Udp(null, 0));
    }

    private async Task<List<byte[]>> ReceiveAsync(IDatagramSocket socket, int bytes)
    {
        var datagrams = new List<byte[]>();
        for (int received = 0; received < bytes;)
        {
            ReceivedBatch batch = await socket.ReceiveBatchAsync(_buffer, CancellationToken.None);
            received += batch.Length;
            datagrams.AddRange(_buffer[..batch.Length].Chunk(batch.DatagramBytes));
        }

        return datagrams;
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Written.Add(formatter(state, exception));
    }
}
