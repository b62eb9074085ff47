using Sockeye.Services;
using Sockeye.Services.Ack;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Services.Ack;

public sealed class AckHandlerTests
{
    private const string Answer = "Message received by server"; // the study exercise's text, exactly

    private readonly VirtualTime _time = new();
    private readonly List<ReceivedMessage> _messages = [];

    [Fact]
    public void Each_message_is_answered_and_told() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new AckHandler(_messages.Add));

        foreach (string message in new[] { "hello", "line\n" })
        {
            await pair.Client.SendAsync(message);
            Assert.Equal(Answer, await pair.Client.ReadTextAsync(Answer.Length));
        }

        await pair.Client.CompleteOutputAsync();
        Assert.Equal("", await pair.Client.ReadTextToEndAsync());
        await serving;
        Assert.Equal(["hello", @"line\n"], _messages.Select(message => message.Text));
    });

    [Theory]
    [InlineData(1_024, 1), InlineData(1_025, 2), InlineData(3_000, 3)]
    public void Chunk_is_at_most_1024_bytes(int bytes, int answers) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new AckHandler(_messages.Add));

        await pair.SendInPiecesAsync(new byte[bytes], int.MaxValue);
        string all = await pair.Client.ReadTextToEndAsync();
        await serving;

        Assert.Equal(string.Concat(Enumerable.Repeat(Answer, answers)), all);
        Assert.Equal(answers, _messages.Count);
    });

    [Fact]
    public void Client_that_says_nothing_gets_nothing() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new AckHandler(_messages.Add));

        await pair.Client.CompleteOutputAsync();

        Assert.Equal("", await pair.Client.ReadTextToEndAsync());
        await serving;
        Assert.Empty(_messages);
    });

    [Fact]
    public void Client_that_went_away_ends_it() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new AckHandler());

        pair.Client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<TransportException>(() => serving);
    });
}
