using System.IO.Pipelines;
using Sockeye.Probing.Bridge;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Probing.Tests.Bridge;

/// <summary>
/// The bridge between a connection (our side is the client) and two pipes that stand for standard input and output.
/// </summary>
public sealed class StreamBridgeTests
{
    private const int Megabyte = 1_000_000;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly Pipe _input = new();
    private readonly Pipe _output = new();

    [Fact]
    public void Nothing_is_lost_in_either_direction() => _time.Run(async () =>
    {
        byte[] up = Content(1);
        byte[] down = Content(2);
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);

        Task feeding = WriteAndCompleteAsync(_input.Writer, up);
        Task answering = WriteAndEndAsync(pair.Server, down);
        Task<byte[]> printed = ReadOutputAsync();
        byte[] arrived = await pair.Server.ReadToEndAsync();
        await Task.WhenAll(feeding, answering, bridge);

        Assert.Equal(up, arrived);
        Assert.Equal(down, await printed);
    });

    [Fact]
    public void End_of_the_input_half_closes_and_the_answer_still_comes() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);

        await WriteAndCompleteAsync(_input.Writer, "ask"u8.ToArray());
        Assert.Equal("ask", await pair.Server.ReadTextToEndAsync());
        Assert.False(bridge.IsCompleted);
        await WriteAndEndAsync(pair.Server, "answer"u8.ToArray());

        Assert.Equal("answer"u8.ToArray(), await ReadOutputAsync());
        await bridge;
    });

    [Fact]
    public void End_of_the_peer_is_passed_on_while_the_input_is_quiet_and_sending_goes_on() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);

        await WriteAndEndAsync(pair.Server, "all"u8.ToArray());
        Assert.Equal("all"u8.ToArray(), await ReadOutputAsync()); // the reader of our output sees the end
        Assert.False(bridge.IsCompleted);
        await WriteAndCompleteAsync(_input.Writer, "more"u8.ToArray());

        Assert.Equal("more", await pair.Server.ReadTextToEndAsync());
        await bridge;
    });

    [Fact]
    public void End_of_the_peer_is_passed_on_while_it_does_not_take_what_we_send() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);
        Task feeding = WriteAndCompleteAsync(_input.Writer, Content(1));

        await WriteAndEndAsync(pair.Server, "all"u8.ToArray());
        Assert.Equal("all"u8.ToArray(), await ReadOutputAsync());
        Assert.False(feeding.IsCompleted);

        Assert.Equal(Content(1), await pair.Server.ReadToEndAsync());
        await Task.WhenAll(feeding, bridge);
    });

    [Fact]
    public void Input_is_passed_on_while_nobody_takes_our_output() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);
        Task answering = WriteAndEndAsync(pair.Server, Content(2));

        await WriteAndCompleteAsync(_input.Writer, "ask"u8.ToArray());
        Assert.Equal("ask", await pair.Server.ReadTextToEndAsync());
        Assert.False(answering.IsCompleted);

        Assert.Equal(Content(2), await ReadOutputAsync());
        await Task.WhenAll(answering, bridge);
    });

    [Fact]
    public void Both_ended_already_is_the_end() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        await pair.Server.CompleteOutputAsync();
        _input.Writer.Complete();

        await BridgeAsync(pair.Client);

        Assert.Empty(await ReadOutputAsync());
        Assert.Empty(await pair.Server.ReadToEndAsync());
    });

    [Fact]
    public void With_a_terminal_the_end_of_the_peer_is_the_end() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client, endWithPeer: true);

        await WriteAndEndAsync(pair.Server, "bye"u8.ToArray());

        await bridge; // though nobody has ended the input
        Assert.Equal("bye"u8.ToArray(), await ReadOutputAsync());
    });

    [Fact]
    public void Output_that_fails_ends_the_bridge_with_its_error() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        await pair.Server.SendAsync("x");

        var bridge = new StreamBridge(pair.Client, _input.Reader.AsStream(), new FullDisk(), _clock);

        var error = await Assert.ThrowsAsync<IOException>(() => bridge.RunAsync(CancellationToken.None));
        Assert.Equal("no space left", error.Message);
    });

    [Fact]
    public void Input_that_fails_ends_the_bridge_though_the_peer_waits_for_us() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);

        _input.Writer.Complete(new IOException("is a directory"));

        Assert.Equal("is a directory", (await Assert.ThrowsAsync<IOException>(() => bridge)).Message);
    });

    [Fact]
    public void Failure_to_send_is_told_after_all_that_the_peer_said_was_delivered() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);
        await pair.Server.SendAsync("the answer");
        await pair.Server.DisposeAsync(); // reads no more
        await VirtualTime.UntilAsync(() => pair.Client.BytesReceived == 10);

        await _input.Writer.WriteAsync("x"u8.ToArray());

        await Assert.ThrowsAsync<TransportException>(() => bridge);
        Assert.Equal("the answer"u8.ToArray(), await ReadOutputAsync());
    });

    [Fact]
    public void Peer_that_ended_is_asked_every_second_whether_it_is_still_there() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);
        await pair.Server.CompleteOutputAsync();

        for (int second = 0; second < 3; second++)
        {
            await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: ProbeInterval));
            _clock.Advance(ProbeInterval);
        }

        Assert.False(bridge.IsCompleted);
        _input.Writer.Complete();
        await bridge;
    });

    [Fact]
    public void Reset_of_the_peer_ends_the_bridge_though_the_input_is_quiet() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);

        pair.Server.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<TransportException>(() => bridge);
    });

    [Fact]
    public void Cancelling_ends_the_bridge() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        using var cancel = new CancellationTokenSource();
        Task bridge = BridgeAsync(pair.Client, cancel: cancel.Token);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bridge);
    });

    [Fact]
    public void Cancelling_after_the_end_of_the_peer_is_no_orderly_end() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        using var cancel = new CancellationTokenSource();
        Task bridge = BridgeAsync(pair.Client, cancel: cancel.Token);
        await WriteAndEndAsync(pair.Server, "all"u8.ToArray());
        await ReadOutputAsync();

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bridge);
    });

    [Fact]
    public void Aborted_connection_ends_the_bridge_though_nobody_takes_our_output() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task bridge = BridgeAsync(pair.Client);
        Task answering = WriteAndEndAsync(pair.Server, Content(2));
        await VirtualTime.UntilAsync(() => pair.Client.BytesReceived > 0);

        pair.Client.Abort(EndReason.IdleTooLong);

        await Assert.ThrowsAsync<TransportException>(() => bridge);
        await Assert.ThrowsAsync<TransportException>(() => answering);
    });

    private static byte[] Content(int seed)
    {
        byte[] content = new byte[Megabyte];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static async Task WriteAndCompleteAsync(PipeWriter writer, byte[] bytes)
    {
        foreach (byte[] piece in bytes.Chunk(10_000))
            await writer.WriteAsync(piece);
        writer.Complete();
    }

    private static async Task WriteAndEndAsync(StreamConnection connection, byte[] bytes)
    {
        foreach (byte[] piece in bytes.Chunk(10_000))
            await connection.Output.WriteAsync(piece);
        await connection.CompleteOutputAsync();
    }

    private Task BridgeAsync(StreamConnection connection, bool endWithPeer = false, CancellationToken cancel = default) =>
        new StreamBridge(connection, _input.Reader.AsStream(), _output.Writer.AsStream(), _clock) { EndWithPeer = endWithPeer }
            .RunAsync(cancel);

    private async Task<byte[]> ReadOutputAsync()
    {
        using var all = new MemoryStream();
        await _output.Reader.CopyToAsync(all);
        return all.ToArray();
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("no space left");
    }
}
