using System.IO.Pipelines;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Transports.Memory;

public sealed class MemoryConnectionTests
{
    [Fact]
    public async Task Bytes_of_several_segments_all_arrive()
    {
        const int Length = 5_019; // more than one segment of a pipe, 4,096
        var network = new MemoryNetwork(new ManualClock());
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 55));
        await using StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        await using StreamConnection server = (await listener.AcceptAsync(default))!;

        await client.Output.WriteAsync(new byte[Length]);

        ReadResult read = await server.Input.ReadAtLeastAsync(Length);
        Assert.Equal(Length, read.Buffer.Length);
        Assert.Equal(Length, server.BytesReceived);
    }
}
