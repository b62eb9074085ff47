using System.Threading.Channels;
using Sockeye.Protocols;
using Sockeye.Services.Talk;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Services.Talk;

public sealed class TalkConversationTests
{
    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly Channel<string> _ourLines = Channel.CreateUnbounded<string>();
    private readonly List<string> _heard = [];

    [Fact]
    public void Lines_go_both_ways_at_any_time() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        await pair.Server.SendAsync("one\ntwo\n");
        await VirtualTime.UntilAsync(() => _heard.Count == 2);
        Say("three");
        Assert.Equal("three\n", await pair.Server.ReadTextAsync(6));
        Say("BYE");

        Assert.Equal("BYE\n", await pair.Server.ReadTextToEndAsync());
        await pair.Server.DisposeAsync();
        Assert.Equal(TalkEnd.WeSaidBye, await talk);
        Assert.Equal(["one", "two"], _heard);
    });

    [Fact]
    public void Peer_that_resets_at_our_bye_has_left_as_it_may() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        Say("BYE");
        Assert.Equal("BYE\n", await pair.Server.ReadTextAsync(4));
        pair.Server.Abort(EndReason.Cancelled);

        Assert.Equal(TalkEnd.WeSaidBye, await talk);
    });

    [Theory]
    [InlineData("BYE\n"), InlineData("bye\r\n"), InlineData(" Bye \n"), InlineData("BYE\t\n"), InlineData("BYE")]
    public void Bye_of_the_peer_ends_the_talk(string bye) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        await pair.Server.SendAsync(bye);
        await pair.Server.CompleteOutputAsync();

        Assert.Equal(TalkEnd.PeerSaidBye, await talk);
        Assert.Single(_heard);
    });

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Bye_in_pieces_is_bye(int pieceBytes) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        foreach (byte[] piece in "hi\nBYE\n"u8.ToArray().Chunk(pieceBytes))
            await pair.Server.Output.WriteAsync(piece);

        Assert.Equal(TalkEnd.PeerSaidBye, await talk);
        Assert.Equal(["hi", "BYE"], _heard);
    });

    [Fact]
    public void Nothing_after_bye_is_heard() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        await pair.Server.SendAsync("BYE\nand another thing\n");

        Assert.Equal(TalkEnd.PeerSaidBye, await TalkAsync(pair.Client));

        Assert.Equal(["BYE"], _heard);
    });

    [Fact]
    public void Peer_that_leaves_without_bye_ends_the_talk_and_its_last_line_counts() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        await pair.Server.SendAsync("one\nlast without an ending");
        await pair.Server.DisposeAsync();

        Assert.Equal(TalkEnd.PeerLeft, await talk);
        Assert.Equal(["one", "last without an ending"], _heard);
    });

    [Fact]
    public void When_our_input_ends_the_peer_sees_it_and_its_last_words_are_heard_at_the_limit() =>
        _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);
        _ourLines.Writer.Complete();
        Assert.Equal("", await pair.Server.ReadTextToEndAsync());
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: TalkConversation.LastWords));

        _clock.Advance(TalkConversation.LastWords - TimeSpan.FromTicks(1));
        await pair.Server.SendAsync("last words\n");
        await VirtualTime.UntilAsync(() => _heard.Count == 1);
        Assert.False(talk.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(TalkEnd.OurInputEnded, await talk);
        await Record.ExceptionAsync(() => pair.Server.SendAsync("too late\n"));
        Assert.Equal(["last words"], _heard);
    });

    [Fact]
    public void Peer_that_ends_its_side_too_cuts_the_last_wait_short() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);
        Say("BYE");
        await pair.Server.ReadTextToEndAsync();

        await pair.Server.SendAsync("see you\n");
        await pair.Server.DisposeAsync();

        Assert.Equal(TalkEnd.WeSaidBye, await talk);
        Assert.Equal(["see you"], _heard);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    });

    [Fact]
    public void What_the_peer_says_is_safe_to_show() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        await pair.Server.SendAsync("\u001b[2Jboo\n");
        await pair.Server.DisposeAsync();

        await talk;
        Assert.Equal([@"\x1b[2Jboo"], _heard);
    });

    [Fact]
    public void Overlong_line_breaks_the_protocol() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        await pair.Server.SendAsync(new string('x', 5_000));

        var error = await Assert.ThrowsAsync<PeerProtocolException>(() => talk);
        Assert.Equal(ProtocolError.FrameTooLong, error.Error);
    });

    [Fact]
    public void Peer_that_is_reset_breaks_the_talk() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        Task<TalkEnd> talk = TalkAsync(pair.Client);

        pair.Server.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<TransportException>(() => talk);
    });

    [Fact]
    public void Cancelling_leaves_at_once() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync(_clock);
        using var cancel = new CancellationTokenSource();
        Task<TalkEnd> talk = TalkAsync(pair.Client, cancel.Token);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => talk);
    });

    private void Say(string line) => Assert.True(_ourLines.Writer.TryWrite(line));

    private Task<TalkEnd> TalkAsync(StreamConnection connection, CancellationToken cancel = default) =>
        new TalkConversation(connection, _ourLines.Reader.ReadAllAsync(CancellationToken.None), _heard.Add, _clock).RunAsync(cancel);
}
