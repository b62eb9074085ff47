using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Transports;

/// <summary>
/// What every connection does alike, seen on one in memory: the books, the ends, and files by plain copying.
/// </summary>
public sealed class StreamConnectionTests : IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly TempDirectory _directory = new();

    [Fact]
    public void Idle_time_counts_from_the_last_byte_in_either_direction() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), client.IdleTime);

        await client.SendAsync("x");
        Assert.Equal(TimeSpan.Zero, client.IdleTime);
        Assert.Equal(TimeSpan.FromSeconds(3), server.IdleTime);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await server.ReadTextAsync(1);

        Assert.Equal(TimeSpan.Zero, server.IdleTime);
        Assert.Equal(TimeSpan.FromSeconds(1), client.IdleTime);
    });

    [Fact]
    public void Nothing_is_idle_while_there_is_work() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection _) = await PairAsync();

        using (client.Working())
        {
            using (client.Working())
                _clock.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(TimeSpan.Zero, client.IdleTime);
            _clock.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(TimeSpan.Zero, client.IdleTime);
        }

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), client.IdleTime);
    });

    [Fact]
    public void Work_with_a_limit_ends_by_itself_and_once() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection _) = await PairAsync();
        IDisposable work = client.Working(atMost: TimeSpan.FromSeconds(3));

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, client.IdleTime);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(4), client.IdleTime);

        work.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(5), client.IdleTime);
    });

    [Fact]
    public void First_end_reason_stays() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection _) = await PairAsync();

        Assert.True(client.TrySetEndReason(EndReason.IdleTooLong));
        Assert.False(client.TrySetEndReason(EndReason.Completed));
        client.Abort(EndReason.HandlerFailed);
        await client.DisposeAsync();

        Assert.Equal(EndReason.IdleTooLong, client.EndReason);
    });

    [Theory]
    [InlineData(EndReason.None, true), InlineData(EndReason.Completed, true), InlineData(EndReason.PeerBrokeProtocol, true)]
    [InlineData(EndReason.ServerStopping, true), InlineData(EndReason.LocalFailure, false), InlineData(EndReason.HandlerFailed, false)]
    [InlineData(EndReason.IdleTooLong, false), InlineData(EndReason.DrainTimedOut, false)]
    public void Peer_sees_a_reset_where_an_answer_may_be_half(EndReason reason, bool isInGoodOrder) =>
        _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        server.Output.Write("half"u8);
        server.TrySetEndReason(reason);
        await server.DisposeAsync();

        Task<string> reading = client.ReadTextToEndAsync();

        if (isInGoodOrder)
            Assert.Equal("half", await reading);
        else
            await Assert.ThrowsAsync<TransportException>(() => reading);
    });

    [Fact]
    public void Peer_that_is_gone_makes_dispose_neither_throw_nor_report_success() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        client.Abort(EndReason.Cancelled);
        server.Output.Write("too late"u8);

        await server.DisposeAsync();

        Assert.Equal(EndReason.PeerReset, server.EndReason);
    });

    [Fact]
    public void Nothing_leaves_before_a_flush() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();

        client.Output.Write("held"u8);

        Assert.Equal(0, client.BytesSent);
        await client.Output.FlushAsync();
        Assert.Equal("held", await server.ReadTextAsync(4));
        Assert.Equal((4, 4), (client.BytesSent, server.BytesReceived));
    });

    [Theory]
    [InlineData(0, 0), InlineData(0, 200_000), InlineData(7, 65_536), InlineData(199_999, 1)]
    public void Part_of_a_file_arrives_as_it_is(int offset, int length) => _time.Run(async () =>
    {
        byte[] content = Content(200_000);
        File.WriteAllBytes(_directory["source"], content);
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        using SafeFileHandle copy = Create("copy");
        (StreamConnection client, StreamConnection server) = await PairAsync();
        var progress = new Progress();

        Task sending = server.SendFileAsync(source, offset, length, CancellationToken.None).AsTask();
        await client.ReceiveFileAsync(copy, offset: 3, length, progress, CancellationToken.None);
        await sending;

        Assert.Equal(content[offset..(offset + length)], ReadFrom(copy, 3));
        Assert.Equal(length, progress.Last);
    });

    [Fact]
    public void File_comes_after_what_was_written_and_before_what_follows() => _time.Run(async () =>
    {
        File.WriteAllText(_directory["source"], "file");
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        (StreamConnection client, StreamConnection server) = await PairAsync();

        server.Output.Write("before "u8);
        await server.SendFileAsync(source, 0, 4, CancellationToken.None);
        server.Output.Write(" after"u8);
        await server.DisposeAsync();

        Assert.Equal("before file after", await client.ReadTextToEndAsync());
    });

    [Fact]
    public void Received_file_takes_its_bytes_and_no_more() => _time.Run(async () =>
    {
        using SafeFileHandle copy = Create("copy");
        (StreamConnection client, StreamConnection server) = await PairAsync();
        await server.SendAsync("file and more");

        await client.ReceiveFileAsync(copy, 0, 4, progress: null, CancellationToken.None);

        Assert.Equal("file"u8.ToArray(), ReadFrom(copy, 0));
        Assert.Equal(" and more", await client.ReadTextAsync(9));
    });

    [Fact]
    public void File_that_shrank_fails_the_sender() => _time.Run(async () =>
    {
        File.WriteAllText(_directory["source"], "short");
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        (StreamConnection _, StreamConnection server) = await PairAsync();

        var error = await Assert.ThrowsAsync<EndOfStreamException>(
            () => server.SendFileAsync(source, 0, 8, CancellationToken.None).AsTask());

        Assert.Equal("the file ended 3 bytes early", error.Message);
    });

    [Fact]
    public void Stream_that_ends_early_fails_the_receiver_and_leaves_what_arrived() => _time.Run(async () =>
    {
        using SafeFileHandle copy = Create("copy");
        (StreamConnection client, StreamConnection server) = await PairAsync();
        await server.SendAsync("half");
        await server.DisposeAsync();

        var error = await Assert.ThrowsAsync<EndOfStreamException>(
            () => client.ReceiveFileAsync(copy, 0, 8, progress: null, CancellationToken.None).AsTask());

        Assert.Equal("the stream ended 4 bytes early", error.Message);
        Assert.Equal("half"u8.ToArray(), ReadFrom(copy, 0));
    });

    [Fact]
    public void Sending_a_file_waits_for_a_slow_peer_and_fails_when_it_is_gone() => _time.Run(async () =>
    {
        File.WriteAllBytes(_directory["source"], Content(500_000));
        using SafeFileHandle source = File.OpenHandle(_directory["source"]);
        (StreamConnection client, StreamConnection server) = await PairAsync();
        Task sending = server.SendFileAsync(source, 0, 500_000, CancellationToken.None).AsTask();
        await client.ReadTextAsync(1);
        Assert.False(sending.IsCompleted);

        client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAnyAsync<IOException>(() => sending);
    });

    [Theory]
    [InlineData(EndReason.None, EndReason.Cancelled), InlineData(EndReason.ServerStopping, EndReason.ServerStopping)]
    public void Send_that_was_cancelled_is_neither_repeated_nor_taken_for_whole(EndReason reason, EndReason ended) =>
        _time.Run(async () =>
        {
            (StreamConnection client, StreamConnection server) = await PairAsync();
            using var cancel = new CancellationTokenSource();
            Task sending = server.Output.WriteAsync(Content(200_000), cancel.Token).AsTask();
            await client.ReadTextAsync(1);
            cancel.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
            server.TrySetEndReason(reason);

            Task<byte[]> reading = client.ReadToEndAsync();
            await server.DisposeAsync();

            await Assert.ThrowsAsync<TransportException>(() => reading);
            Assert.Equal(ended, server.EndReason);
        });

    [Fact]
    public void Send_that_was_cancelled_before_it_began_still_leaves_with_the_end() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        server.Output.Write("whole"u8);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => server.Output.FlushAsync(new CancellationToken(canceled: true)).AsTask());

        await server.DisposeAsync();

        Assert.Equal("whole", await client.ReadTextToEndAsync());
        Assert.Equal(EndReason.Completed, server.EndReason);
    });

    [Fact]
    public void End_that_was_cancelled_is_a_reset() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();
        using var cancel = new CancellationTokenSource();
        server.Output.Write(Content(200_000));
        Task completing = server.CompleteOutputAsync(cancel.Token).AsTask();
        await client.ReadTextAsync(1);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => completing);

        await server.DisposeAsync();

        await Assert.ThrowsAsync<TransportException>(() => client.ReadToEndAsync());
        Assert.Equal(EndReason.Cancelled, server.EndReason);
    });

    [Fact]
    public void Completing_the_output_twice_is_completing_it_once() => _time.Run(async () =>
    {
        (StreamConnection client, StreamConnection server) = await PairAsync();

        await client.CompleteOutputAsync();
        await client.CompleteOutputAsync();
        await client.DisposeAsync();

        Assert.Empty(await server.ReadToEndAsync());
    });

    public void Dispose() => _directory.Dispose();

    private static byte[] Content(int bytes)
    {
        byte[] content = new byte[bytes];
        new Random(7).NextBytes(content);
        return content;
    }

    private static byte[] ReadFrom(SafeFileHandle file, long offset)
    {
        byte[] bytes = new byte[Math.Max(0, RandomAccess.GetLength(file) - offset)];
        Assert.Equal(bytes.Length, RandomAccess.Read(file, bytes, offset));
        return bytes;
    }

    private SafeFileHandle Create(string name) =>
        File.OpenHandle(_directory[name], FileMode.Create, FileAccess.ReadWrite);

    private async Task<(StreamConnection Client, StreamConnection Server)> PairAsync()
    {
        var network = new MemoryNetwork(_clock);
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("host", 0));
        StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        return (client, (await listener.AcceptAsync(CancellationToken.None))!);
    }

    private sealed class Progress : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }
}
