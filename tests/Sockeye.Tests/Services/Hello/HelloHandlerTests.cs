using System.Text;
using Sockeye.Protocols;
using Sockeye.Services;
using Sockeye.Services.Hello;
using Sockeye.Testing;

namespace Sockeye.Tests.Services.Hello;

public sealed class HelloHandlerTests
{
    private readonly VirtualTime _time = new();
    private readonly List<ReceivedMessage> _messages = [];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(5)]
    public void Greeting_in_pieces_is_one_greeting(int pieceBytes) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new HelloHandler(reply: false, _messages.Add));

        await pair.SendInPiecesAsync("HELLO"u8.ToArray(), pieceBytes);
        Assert.Equal("", await pair.Client.ReadTextToEndAsync());
        await serving;

        Assert.Equal("HELLO", Assert.Single(_messages).Text);
    });

    [Theory]
    [InlineData(1), InlineData(4), InlineData(5)]
    public void Reply_comes_as_soon_as_the_greeting_is_whole(int pieceBytes) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new HelloHandler(reply: true, _messages.Add));
        foreach (byte[] piece in "HELLO"u8.ToArray().Chunk(pieceBytes))
            await pair.Client.Output.WriteAsync(piece); // and our side stays open

        Assert.Equal("HELLO", await pair.Client.ReadTextToEndAsync());
        await serving;
    });

    [Theory]
    [InlineData("HELLO\n"), InlineData("HELLO\r\n")]
    public void Line_ending_of_a_person_is_forgiven(string greeting) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new HelloHandler(reply: false, _messages.Add));

        await pair.SendInPiecesAsync(Encoding.ASCII.GetBytes(greeting), int.MaxValue);
        await serving;

        Assert.Single(_messages);
    });

    [Theory]
    [InlineData("hello"), InlineData("HELL"), InlineData(""), InlineData("GOODBYE"), InlineData("HELLO HELLO")]
    public void Other_words_are_told_and_break_the_protocol(string word) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new HelloHandler(reply: true, _messages.Add));

        await pair.SendInPiecesAsync(Encoding.ASCII.GetBytes(word), int.MaxValue);

        var error = await Assert.ThrowsAsync<PeerProtocolException>(() => serving);
        Assert.Equal(ProtocolError.Malformed, error.Error);
        Assert.Equal(word, Assert.Single(_messages).Text);
        Assert.Equal("", await pair.Client.ReadTextToEndAsync()); // no answer
    });

    [Theory]
    [InlineData(64, ProtocolError.Malformed), InlineData(65, ProtocolError.FrameTooLong)]
    public void Greeting_is_limited(int bytes, ProtocolError expected) => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new HelloHandler(reply: false));

        await pair.SendInPiecesAsync(Enumerable.Repeat((byte)'H', bytes).ToArray(), 16);

        Assert.Equal(expected, (await Assert.ThrowsAsync<PeerProtocolException>(() => serving)).Error);
    });

    [Fact]
    public void What_a_stranger_sent_is_shown_safely() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new HelloHandler(reply: false, _messages.Add));

        await pair.SendInPiecesAsync("\u001b[2J"u8.ToArray(), int.MaxValue);

        await Assert.ThrowsAsync<PeerProtocolException>(() => serving);
        Assert.Equal(@"\x1b[2J", Assert.Single(_messages).Text);
    });

    [Fact]
    public void Stop_ends_the_wait() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        using var stop = new CancellationTokenSource();
        Task serving = pair.ServeAsync(new HelloHandler(reply: false), stop.Token);

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    });
}
