using System.Net;
using Sockeye.Fairness;
using Sockeye.Files.Ftp;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Ftp;

public sealed class PassivePortsTests
{
    private const int Count = 10;

    private readonly PassivePorts _ports = new(new PortRange(50_000, 50_000 + Count - 1), new MemoryNetwork(new ManualClock()));

    [Fact]
    public async Task Who_has_all_gives_up_the_oldest_to_another()
    {
        IStreamListener[] all = await ListenAsync("192.0.2.1", Count);

        IStreamListener[] other = await ListenAsync("192.0.2.9", Count / 2);

        Assert.Equal(all[..(Count / 2)].Select(one => one.Endpoint), other.Select(one => one.Endpoint));
        Assert.Null(await all[0].AcceptAsync(default)); // its session is told
        Assert.Null(await TryListenAsync("192.0.2.9")); // both have as many now
    }

    [Fact]
    public async Task Who_has_most_itself_gets_no_more_than_there_are()
    {
        await ListenAsync("192.0.2.1", Count);

        Assert.Null(await TryListenAsync("192.0.2.1"));
    }

    [Fact]
    public async Task Addresses_of_one_site_are_one_peer()
    {
        for (int network = 0; network < Count; network++)
            await ListenAsync($"2001:db8:0:{network:x}00::1", 1);

        Assert.NotNull(await TryListenAsync("2001:db8:1::1"));
    }

    [Fact]
    public async Task Closed_ones_are_free()
    {
        IStreamListener[] all = await ListenAsync("192.0.2.1", Count);

        await _ports.CloseAsync(all[3]);

        Assert.Equal(all[3].Endpoint, (await TryListenAsync("192.0.2.1"))!.Endpoint);
    }

    private async Task<IStreamListener[]> ListenAsync(string peer, int count)
    {
        var listeners = new IStreamListener[count];
        for (int i = 0; i < count; i++)
            listeners[i] = (await TryListenAsync(peer))!;
        return listeners;
    }

    private async Task<IStreamListener?> TryListenAsync(string peer) =>
        await _ports.TryListenAsync("server", PeerNetwork.Of(IPAddress.Parse(peer)), default);
}
