using Sockeye.Protocols.Weather;
using Sockeye.Relay;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Tftp;

/// <summary>TFTP through a relay: the hardest customer, because its server changes ports.</summary>
public sealed class DatagramRelayTests
{
    private readonly VirtualTime _time = new();

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Relay_without_faults_is_not_noticed(bool sharesPort) => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(sharesPort: sharesPort);
        await using var relay = await Running.StartAsync(tftp, LinkWeather.Fair);
        byte[] content = tftp.Files.Add("file", 50_000);

        Assert.Equal(content, await tftp.GetAsync("file", server: relay.Endpoint));

        Assert.Equal(0, relay.Counts.Lost + relay.Counts.Doubled + relay.Counts.Held);
        Assert.InRange(relay.Counts.Received, 38, 60); // 36 blocks, an ACK for each window, the opening
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Several_clients_get_their_files_through_a_bad_link(bool sharesPort) => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start(sharesPort: sharesPort);
        await using var relay = await Running.StartAsync(
            tftp, new LinkWeather { Loss = 0.05, Duplication = 0.05, Reordering = 0.05 });
        byte[][] contents = [.. Enumerable.Range(0, 4).Select(i => tftp.Files.Add($"file{i}", 40_000 + i))];

        Task<byte[][]> copies = Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => tftp.GetAsync($"file{i}", server: relay.Endpoint)));
        await VirtualTime.PassAsync(tftp.Clock, copies);

        Assert.Equal(contents, await copies);
        Assert.True(relay.Counts is { Lost: > 0, Doubled: > 0, Held: > 0 }, relay.Counts.ToString());
    });

    [Fact]
    public void Link_that_loses_everything_delivers_nothing() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start();
        await using var relay = await Running.StartAsync(tftp, new LinkWeather { Loss = 1 });
        tftp.Files.Add("file", 10);

        Task<byte[]> get = tftp.GetAsync("file", server: relay.Endpoint);

        await Assert.ThrowsAsync<TimeoutException>(() => VirtualTime.PassAsync(tftp.Clock, get));
        Assert.Equal(relay.Counts.Received, relay.Counts.Lost);
        Assert.Empty(tftp.Served);
    });

    [Fact]
    public void Relay_opens_no_more_sockets_than_allowed() => _time.Run(async () =>
    {
        await using TftpFixture tftp = TftpFixture.Start();
        await using var relay = await Running.StartAsync(tftp, LinkWeather.Fair, maxSockets: 2);
        byte[] content = tftp.Files.Add("file", 10);
        Assert.Equal(content, await tftp.GetAsync("file", server: relay.Endpoint));

        Task<byte[]> second = tftp.GetAsync("file", server: relay.Endpoint);

        await Assert.ThrowsAsync<TimeoutException>(() => VirtualTime.PassAsync(tftp.Clock, second));
    });

    private sealed class Running(DatagramRelay relay, CancellationTokenSource stop, Task task) : IAsyncDisposable
    {
        public Endpoint Endpoint => relay.Endpoint;

        public RelayCounts Counts => relay.Counts;

        public static async Task<Running> StartAsync(TftpFixture tftp, LinkWeather weather, int maxSockets = 100)
        {
            IDatagramSocket front = await tftp.Network.BindAsync(Endpoint.Udp("relay", 0));
            System.Net.EndPoint server = (await tftp.Network.ResolveAsync(TftpFixture.ServerEndpoint))[0];
            var options = new RelayOptions { ToServer = weather, ToClient = weather, Seed = 11, MaxSockets = maxSockets };
            var relay = new DatagramRelay(tftp.Network, front, server, options, tftp.Clock);
            var stop = new CancellationTokenSource();
            return new Running(relay, stop, relay.RunAsync(stop.Token));
        }

        public async ValueTask DisposeAsync()
        {
            stop.Cancel();
            await task;
            stop.Dispose();
        }
    }
}
