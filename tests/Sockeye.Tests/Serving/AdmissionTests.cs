using System.Net;
using Microsoft.Extensions.Logging;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Serving;

/// <summary>Who is let in when all places are taken.</summary>
public sealed class AdmissionTests
{
    private const int Places = Admission.LeastShared;
    private const int Share = Places / 8;

    private readonly VirtualTime _time = new();
    private readonly ScriptedListener _listener = new();
    private readonly List<StreamConnection> _clients = [];
    private StreamServerFixture? _server;

    [Fact]
    public void One_peer_may_have_all_places_while_nobody_else_comes() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        await ConnectAsync(server, "192.0.2.1", Places);

        Assert.Equal(Places, server.Begun.Count);
        Assert.All(server.Begun, connection => Assert.Equal(EndReason.None, connection.EndReason));
    });

    [Fact]
    public void Who_has_more_than_its_share_gives_way_with_what_is_silent_for_longest() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        await ConnectAsync(server, "192.0.2.1", Places);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (StreamConnection client in _clients.Skip(1))
            await client.SendAsync("here");
        await VirtualTime.UntilAsync(() => server.Begun.Skip(1).All(one => one.BytesReceived > 0));

        Connect("192.0.2.2");
        await VirtualTime.UntilAsync(() => server.Begun.Count == Places + 1);

        Assert.Equal(EndReason.GaveWay, server.Begun.First().EndReason);
        Assert.Equal(EndReason.GaveWay, Assert.Single(server.Served).Reason);
    });

    [Fact]
    public void Peer_beyond_its_share_waits_for_a_moment_and_is_then_closed() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        await ConnectAsync(server, "192.0.2.1", Places);

        StreamConnection first = Connect("192.0.2.1"), second = Connect("192.0.2.1"), other = Connect("192.0.2.2");
        await VirtualTime.UntilAsync(() => server.Clock.HasTimer(TimeSpan.FromMilliseconds(500)));
        Assert.Equal(Places, server.Begun.Count);
        server.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await VirtualTime.UntilAsync(() => server.Begun.Count == Places + 1); // the other's, behind both

        await Assert.ThrowsAsync<TransportException>(() => first.ReadToEndAsync());
        await Assert.ThrowsAsync<TransportException>(() => second.ReadToEndAsync());
        await other.SendAsync("served");
        Assert.Single(server.Log.At(LogLevel.Warning), line => line.Contains("more than its share", StringComparison.Ordinal));
    });

    [Fact]
    public void Others_in_between_do_not_wait_for_each_of_the_peer_beyond_its_share() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        await ConnectAsync(server, "192.0.2.1", Places);
        Connect("192.0.2.1");
        await VirtualTime.UntilAsync(() => server.Clock.HasTimer(TimeSpan.FromMilliseconds(500)));
        server.Clock.Advance(TimeSpan.FromMilliseconds(500));

        for (int other = 2; other < 6; other++)
        {
            Connect($"192.0.2.{other}");
            Connect("192.0.2.1"); // refused at once, or the next other would wait
        }

        await VirtualTime.UntilAsync(() => server.Begun.Count == Places + 4);
    });

    [Fact]
    public void Place_that_becomes_free_meanwhile_is_taken() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        await ConnectAsync(server, "192.0.2.1", Places);
        Connect("192.0.2.1");

        await _clients[0].DisposeAsync();
        await VirtualTime.UntilAsync(() => server.Begun.Count == Places + 1);

        Assert.Equal(EndReason.Completed, Assert.Single(server.Served).Reason);
    });

    [Fact]
    public void Nobody_gives_way_to_a_peer_that_has_its_share_already() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        await ConnectAsync(server, "192.0.2.1", Places - Share);
        await ConnectAsync(server, "192.0.2.2", Share);

        Connect("192.0.2.2");
        await VirtualTime.UntilAsync(() => server.Clock.HasTimer(TimeSpan.FromMilliseconds(500)));

        Assert.Empty(server.Served);
    });

    [Fact]
    public void Peers_that_have_just_their_shares_do_not_keep_out_another() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        for (int peer = 0; peer < Places / Share; peer++)
            await ConnectAsync(server, $"192.0.2.{peer + 1}", Share);

        for (int place = 1; place < Share / 2; place++)
        {
            Connect("192.0.2.100");
            await VirtualTime.UntilAsync(() => server.Begun.Count == Places + place);
        }

        Assert.All(server.Served, served => Assert.Equal(EndReason.GaveWay, served.Reason));
        Connect("192.0.2.100"); // now it has nearly as many as they
        await VirtualTime.UntilAsync(() => server.Clock.HasTimer(TimeSpan.FromMilliseconds(500)));
        Assert.Equal(Places - 1 + (Share / 2), server.Begun.Count);
    });

    [Fact]
    public void Networks_of_one_site_are_not_many_peers() => _time.Run(async () =>
    {
        StreamServerFixture server = Start();
        for (int network = 0; network < Places; network++)
            await ConnectAsync(server, $"2001:db8:0:{network:x}00::1", 1);

        Connect("192.0.2.2"); // of so many /56 none is beyond its share, but their /48 is
        await VirtualTime.UntilAsync(() => server.Begun.Count == Places + 1);

        Assert.Equal(EndReason.GaveWay, Assert.Single(server.Served).Reason);
    });

    [Fact]
    public void Servers_of_a_process_share_their_places() => _time.Run(async () =>
    {
        var limit = new ConnectionLimit();
        limit.Open(Places);
        StreamServerFixture one = Start(limit, new ServeOptions()), other = new() { ConnectionLimit = limit };
        await ConnectAsync(one, "192.0.2.1", Places);
        var otherListener = new ScriptedListener();
        other.Start(otherListener, UntilEndAsync);

        otherListener.Add(Pair("192.0.2.2", other).Server);
        await VirtualTime.UntilAsync(() => other.Begun.Count == 1);

        Assert.Equal(EndReason.GaveWay, Assert.Single(one.Served).Reason);
    });

    private static async Task UntilEndAsync(StreamConnection connection, CancellationToken _) =>
        await connection.ReadToEndAsync();

    private static (MemoryConnection Client, MemoryConnection Server) Pair(string from, StreamServerFixture server) =>
        MemoryConnection.Pair(
            "m", new IPEndPoint(IPAddress.Parse(from), 1), new IPEndPoint(IPAddress.Loopback, 1), server.Clock);

    private StreamServerFixture Start(ConnectionLimit? limit = null, ServeOptions? options = null)
    {
        var server = new StreamServerFixture { ConnectionLimit = limit };
        server.Start(_listener, UntilEndAsync, options ?? new ServeOptions { Mode = ServeMode.Concurrent(Places) });
        _server = server;
        return server;
    }

    private MemoryConnection Connect(string from)
    {
        (MemoryConnection client, MemoryConnection accepted) = Pair(from, _server!);
        _clients.Add(client);
        _listener.Add(accepted);
        return client;
    }

    private async Task ConnectAsync(StreamServerFixture server, string from, int connections)
    {
        int begun = server.Begun.Count;
        for (int number = 0; number < connections; number++)
            Connect(from);
        await VirtualTime.UntilAsync(() => server.Begun.Count == begun + connections);
    }
}
