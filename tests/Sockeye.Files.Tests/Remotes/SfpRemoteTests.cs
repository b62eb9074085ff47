using Sockeye.Files.Remotes;
using Sockeye.Files.Sfp;
using Sockeye.Files.Tests.Sfp;
using Sockeye.Protocols;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Files.Tests.Remotes;

/// <summary>What goes over the wire of SFP, request by request.</summary>
public sealed class SfpRemoteTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Fetch_asks_once_and_says_goodbye()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var tap = new TappedTransport(server.Network, _clock);

        await using (RemoteFiles files = FilesOf(server, tap))
            Assert.True((await files.FetchAsync("notes.txt", _directory.At("copy"))).IsVerified);

        Assert.Equal(["GET notes.txt", "BYE"], tap.Lines); // the server told the sum along
        Assert.Equal(EndReason.Completed, await server.NextEndAsync());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Resumed_fetch_asks_for_the_beginning_the_rest_and_the_sum()
    {
        await using FilesServer server = await FilesServer.StartAsync(new SfpOptions { MaxSumFirstBytes = 0 });
        var tap = new TappedTransport(server.Network, _clock);
        _directory.AddFile("copy.part", "not"u8);

        await using (RemoteFiles files = FilesOf(server, tap))
            Assert.Equal(3, (await files.FetchAsync("notes.txt", _directory.At("copy"))).ResumedFrom);

        Assert.Equal(["SUMRANGE", "RANGE", "SUM", "BYE"], tap.Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task After_a_refusal_the_connection_is_used_further()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var tap = new TappedTransport(server.Network, _clock);

        await using (RemoteFiles files = FilesOf(server, tap))
        {
            await Assert.ThrowsAsync<PeerProtocolException>(() => files.DeleteAsync("nowhere"));
            await files.DeleteAsync("notes.txt");
        }

        Assert.Equal(["DELETE nowhere", "DELETE notes.txt", "BYE"], tap.Lines);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Nothing_is_said_over_a_connection_that_broke()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var tap = new TappedTransport(server.Network, _clock);

        await using (RemoteFiles files = FilesOf(server, tap))
        {
            await files.StatAsync("notes.txt");
            tap.Break();
        }

        Assert.Equal(["STAT notes.txt"], tap.Lines);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Connection_that_nothing_is_asked_over_for_long_is_used_further()
    {
        await using FilesServer server = await FilesServer.StartAsync();
        var tap = new TappedTransport(server.Network, _clock);

        await using (RemoteFiles files = FilesOf(server, tap))
        {
            await files.StatAsync("notes.txt");
            _clock.Advance(10 * new RemoteOptions().Timeout);
            await files.StatAsync("notes.txt");
            _clock.Advance(10 * new RemoteOptions().Timeout);
        }

        Assert.Equal(["STAT notes.txt", "STAT notes.txt", "BYE"], tap.Lines);
        Assert.Equal(EndReason.Completed, await server.NextEndAsync());
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Server_that_is_silent_when_it_is_asked_is_given_up()
    {
        var network = new MemoryNetwork(_clock);
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 55));
        var tap = new TappedTransport(network, _clock) { Awaited = "STAT" };
        await using RemoteFiles files = new RemoteServer(
            new RemoteContext { Streams = tap, Time = _clock }, RemoteUrl.Parse("tcp://server:55/", out _)!,
            new RemoteOptions { Retries = 0 }).Open();

        Task asking = files.StatAsync("notes.txt");
        await tap.HasSaid;
        _clock.Advance(2 * new RemoteOptions().Timeout);

        await Assert.ThrowsAsync<TimeoutException>(() => asking);
    }

    private RemoteFiles FilesOf(FilesServer server, IStreamTransport transport) => new RemoteServer(
        new RemoteContext { Streams = transport, Time = _clock }, RemoteUrl.Parse($"{server.Endpoint}/", out _)!,
        new RemoteOptions { Retries = 0 }).Open();
}
