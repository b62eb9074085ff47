using Sockeye.Services.Echo;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Services.Echo;

public sealed class EchoHandlerTests
{
    private readonly VirtualTime _time = new();

    [Theory]
    [InlineData(0, 1), InlineData(1, 1), InlineData(1_000, 7), InlineData(1_000_000, 65_536)]
    public void Every_byte_comes_back(int bytes, int pieceBytes) => _time.Run(async () =>
    {
        byte[] sent = new byte[bytes];
        new Random(5).NextBytes(sent);
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new EchoHandler());

        Task sending = pair.SendInPiecesAsync(sent, pieceBytes);
        byte[] received = await pair.Client.ReadToEndAsync();
        await sending;
        await serving;

        Assert.Equal(sent, received);
    });

    [Fact]
    public void Echo_comes_before_the_client_ends_its_side() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new EchoHandler());

        await pair.Client.SendAsync("a");

        Assert.Equal("a", await pair.Client.ReadTextAsync(1));
        await pair.Client.DisposeAsync();
        await serving;
    });

    [Fact]
    public void Client_that_does_not_read_stops_the_reading() => _time.Run(async () =>
    {
        ServedPair pair = await ServedPair.ConnectAsync();
        Task serving = pair.ServeAsync(new EchoHandler());
        Task sending = pair.Client.Output.WriteAsync(new byte[1_000_000]).AsTask();
        await VirtualTime.UntilAsync(() => pair.Server.BytesReceived >= 64 * 1024);

        Assert.False(sending.IsCompleted);
        pair.Client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<TransportException>(() => sending);
        await Assert.ThrowsAsync<TransportException>(() => serving);
    });
}
