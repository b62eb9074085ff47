using System.Text;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Framing;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Driving;

public sealed class LineChannelTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public void Lines_go_both_ways() => _time.Run(async () =>
    {
        (ILineChannel client, ILineChannel server) = await PairAsync();

        client.Write("one"u8);
        client.Write(""u8);
        await client.FlushAsync(default);
        Assert.Equal("one", await NextAsync(server));
        Assert.Equal("", await NextAsync(server));
        server.Write("two"u8);
        await server.FlushAsync(default);

        Assert.Equal("two", await NextAsync(client));
    });

    [Theory, InlineData("a\nb"), InlineData("a\r"), InlineData("\n")]
    public void Ending_inside_a_line_is_not_written(string line) => _time.Run(async () =>
    {
        (ILineChannel client, ILineChannel server) = await PairAsync();

        Assert.Throws<LocalProtocolException>(() => client.Write(Encoding.UTF8.GetBytes(line)));
        client.Write("after"u8);
        await client.FlushAsync(default);

        Assert.Equal("after", await NextAsync(server));
    });

    [Fact]
    public void Aborted_channel_ends_the_peers_wait() => _time.Run(async () =>
    {
        (ILineChannel client, ILineChannel server) = await PairAsync();

        client.Abort(EndReason.SendQueueFull);

        await Assert.ThrowsAsync<TransportException>(async () => await server.MoveNextAsync(default));
    });

    private static async Task<(ILineChannel Client, ILineChannel Server)> PairAsync()
    {
        var network = new MemoryNetwork(new ManualClock());
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("lines", 1));
        StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        StreamConnection server = (await listener.AcceptAsync(default))!;
        return (new LineChannel(client, new LineDecoder(64)), new LineChannel(server, new LineDecoder(64)));
    }

    private static async Task<string> NextAsync(ILineChannel lines)
    {
        Assert.True(await lines.MoveNextAsync(default));
        return Encoding.UTF8.GetString(lines.Current);
    }
}
