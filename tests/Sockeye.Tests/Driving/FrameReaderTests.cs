using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Framing;
using Sockeye.Testing;

namespace Sockeye.Tests.Driving;

public sealed class FrameReaderTests
{
    private readonly Pipe _pipe = new();

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Frames_come_one_by_one_and_the_end_between_two_is_clean()
    {
        FrameReader<ReadOnlySequence<byte>> lines = Lines();
        Write("one\ntwo\n");
        _pipe.Writer.Complete();

        Assert.Equal(["one", "two"], await TakeAllAsync(lines));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task End_inside_a_frame_is_a_cut_off()
    {
        FrameReader<ReadOnlySequence<byte>> lines = Lines();
        Write("one\ntw");
        _pipe.Writer.Complete();
        Assert.True(await lines.MoveNextAsync(CancellationToken.None));

        var error = await Assert.ThrowsAsync<PeerProtocolException>(
            () => lines.MoveNextAsync(CancellationToken.None).AsTask());

        Assert.Equal(ProtocolError.CutOff, error.Error);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Last_frame_may_be_ended_by_the_end_of_the_stream()
    {
        FrameReader<ReadOnlySequence<byte>> lines = Lines(endOfStreamEndsLine: true);
        Write("one\ntw");
        _pipe.Writer.Complete();

        Assert.Equal(["one", "tw"], await TakeAllAsync(lines));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Stream_without_a_byte_has_no_frames()
    {
        _pipe.Writer.Complete();

        Assert.Empty(await TakeAllAsync(Lines()));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Half_a_frame_waits_for_more_bytes()
    {
        FrameReader<ReadOnlySequence<byte>> lines = Lines();
        Write("on");
        Task<bool> next = lines.MoveNextAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);

        Write("e\n");

        Assert.True(await next);
        Assert.Equal("one", Encoding.ASCII.GetString(lines.Current));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Released_bytes_can_be_read_from_the_pipe_and_frames_go_on_after_them()
    {
        FrameReader<ReadOnlySequence<byte>> lines = Lines();
        Write("one\nBODYtwo\n");
        Assert.True(await lines.MoveNextAsync(CancellationToken.None));

        lines.Release();
        lines.Release(); // harmless
        ReadResult body = await _pipe.Reader.ReadAtLeastAsync(4);
        Assert.Equal("BODY", Encoding.ASCII.GetString(body.Buffer.Slice(0, 4)));
        _pipe.Reader.AdvanceTo(body.Buffer.GetPosition(4));

        Assert.True(await lines.MoveNextAsync(CancellationToken.None));
        Assert.Equal("two", Encoding.ASCII.GetString(lines.Current));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task End_that_was_seen_is_seen_again_after_a_release()
    {
        FrameReader<ReadOnlySequence<byte>> lines = Lines();
        Write("one\n");
        _pipe.Writer.Complete();
        Assert.True(await lines.MoveNextAsync(CancellationToken.None));

        lines.Release();

        Assert.False(await lines.MoveNextAsync(CancellationToken.None));
        Assert.False(await lines.MoveNextAsync(CancellationToken.None));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Cancelled_wait_loses_no_byte()
    {
        FrameReader<ReadOnlySequence<byte>> lines = Lines();
        Write("on");
        using var cancel = new CancellationTokenSource();
        Task<bool> next = lines.MoveNextAsync(cancel.Token).AsTask();

        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Write("e\n");

        Assert.True(await lines.MoveNextAsync(CancellationToken.None));
        Assert.Equal("one", Encoding.ASCII.GetString(lines.Current));
    }

    private static async Task<List<string>> TakeAllAsync(FrameReader<ReadOnlySequence<byte>> lines)
    {
        var all = new List<string>();
        while (await lines.MoveNextAsync(CancellationToken.None))
            all.Add(Encoding.ASCII.GetString(lines.Current));
        return all;
    }

    private FrameReader<ReadOnlySequence<byte>> Lines(bool endOfStreamEndsLine = false) =>
        new(_pipe.Reader, new LineDecoder(64, endOfStreamEndsLine));

    private void Write(string text)
    {
        _pipe.Writer.Write(Encoding.ASCII.GetBytes(text));
        Assert.True(_pipe.Writer.FlushAsync().AsTask().IsCompletedSuccessfully);
    }
}
