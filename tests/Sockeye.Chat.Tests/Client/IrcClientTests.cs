using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Sockeye.Chat.Client;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Framing;
using Sockeye.Protocols.Irc.Client;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Chat.Tests.Client;

/// <summary>The client on the memory network, with a server that the test plays.</summary>
public sealed class IrcClientTests
{
    private static readonly Endpoint Address = Endpoint.Tcp("irc", 6667);

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly Channel<Action<IrcClientSession, TimeSpan>> _commands =
        Channel.CreateBounded<Action<IrcClientSession, TimeSpan>>(16);

    private readonly List<IrcClientEvent> _events = [];
    private readonly List<TimeSpan> _delays = [];
    private readonly List<int> _unknown = [];
    private readonly MemoryNetwork _network;

    public IrcClientTests() => _network = new MemoryNetwork(_clock);

    [Fact]
    public void What_is_said_arrives_and_then_the_client_leaves() => _time.Run(async () =>
    {
        await using IStreamListener listener = await _network.ListenAsync(Address);
        Task run = Client().RunAsync(CancellationToken.None);
        ServerSide server = await ServerSide.LetInAsync(listener);

        Say("hi");
        _commands.Writer.Complete();

        await server.ExpectAsync("PRIVMSG #r :hi", "PING sockeye-said");
        await server.SendAsync(":s PONG s sockeye-said");
        await server.ExpectAsync("QUIT");
        await server.DisposeAsync();
        await run;
    });

    [Fact]
    public void Lost_connection_is_made_again_and_no_line_is_said_twice() => _time.Run(async () =>
    {
        await using IStreamListener listener = await _network.ListenAsync(Address);
        Task run = Client().RunAsync(CancellationToken.None);
        ServerSide first = await ServerSide.LetInAsync(listener);
        Say("one");
        await first.ExpectAsync("PRIVMSG #r :one", "PING sockeye-said");
        first.Abort();
        await VirtualTime.UntilAsync(() => _delays.Count == 1);
        Say("two");
        _commands.Writer.Complete();
        _clock.Advance(_delays[0]);

        ServerSide second = await ServerSide.LetInAsync(listener);
        await second.ExpectAsync("PRIVMSG #r :two", "PING sockeye-said");
        await second.SendAsync(":s PONG s sockeye-said");
        await second.ExpectAsync("QUIT");
        await second.DisposeAsync();
        await run;

        Assert.InRange(_delays[0], TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.Equal([1], _unknown);
    });

    [Fact]
    public void Server_that_stays_away_is_called_ever_more_seldom() => _time.Run(async () =>
    {
        IStreamListener listener = await _network.ListenAsync(Address);
        Task run = Client(maxReconnects: 9).RunAsync(CancellationToken.None);
        ServerSide server = await ServerSide.LetInAsync(listener);
        await listener.DisposeAsync();
        server.Abort();

        await Assert.ThrowsAsync<TransportException>(() => VirtualTime.PassAsync(_clock, run));

        double[] longest = [1, 2, 4, 8, 16, 32, 60, 60, 60];
        Assert.Equal(longest.Length, _delays.Count);
        Assert.All(_delays.Zip(longest), static pair => Assert.InRange(pair.First.TotalSeconds, pair.Second / 2, pair.Second));
    });

    [Fact]
    public void Server_that_was_never_there_is_not_called_again() => _time.Run(async () =>
    {
        await Assert.ThrowsAsync<TransportException>(() => Client().RunAsync(CancellationToken.None));

        Assert.Empty(_delays);
    });

    [Fact]
    public void Server_that_refuses_us_is_not_called_again() => _time.Run(async () =>
    {
        await using IStreamListener listener = await _network.ListenAsync(Address);
        Task run = Client().RunAsync(CancellationToken.None);
        await using ServerSide server = await ServerSide.AcceptAsync(listener);
        await server.SendAsync(":s 465 * :banned");

        PeerProtocolException refused = await Assert.ThrowsAsync<PeerProtocolException>(() => run);

        Assert.Equal("cannot enter: banned; the server lets nobody in from here", refused.Message);
    });

    [Fact]
    public void Silent_server_is_given_up_and_called_again() => _time.Run(async () =>
    {
        await using IStreamListener listener = await _network.ListenAsync(Address);
        using var stop = new CancellationTokenSource();
        Task run = Client().RunAsync(stop.Token);
        await using ServerSide silent = await ServerSide.LetInAsync(listener);

        await VirtualTime.UntilAsync(() => _events.Any(static happened => happened.Kind == IrcEventKind.Join));
        await VirtualTime.UntilAsync(() => _clock.HasTimer(TimeSpan.FromSeconds(90)));
        _clock.Advance(TimeSpan.FromSeconds(90));
        await silent.ExpectAsync("PING sockeye");
        await VirtualTime.UntilAsync(() => _clock.HasTimer(TimeSpan.FromSeconds(60)));
        _clock.Advance(TimeSpan.FromSeconds(60));
        await VirtualTime.UntilAsync(() => _delays.Count == 1);
        _clock.Advance(_delays[0]);
        await using ServerSide next = await ServerSide.LetInAsync(listener);

        await stop.CancelAsync();
        await next.ExpectAsync("QUIT");
        await next.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    });

    [Fact]
    public void What_the_caller_throws_ends_the_client() => _time.Run(async () =>
    {
        await using IStreamListener listener = await _network.ListenAsync(Address);
        var broken = new IOException("nobody reads");
        Task run = Client(onEvent: _ => throw broken).RunAsync(CancellationToken.None);
        await using ServerSide server = await ServerSide.AcceptAsync(listener);
        await server.SendAsync(":s 001 me :hi");

        Assert.Same(broken, await Assert.ThrowsAsync<IOException>(() => run));
        Assert.Empty(_delays);
    });

    private void Say(string text) => Assert.True(_commands.Writer.TryWrite((session, _) => session.Say("#r", text)));

    private IrcClient Client(int maxReconnects = int.MaxValue, Action<IrcClientEvent>? onEvent = null)
    {
        var options = new IrcConnectOptions(new IrcClientOptions("me"), new Random(1)) { MaxReconnects = maxReconnects };
        var client = new IrcClient(_network, Address, options, _clock)
        {
            Commands = _commands.Reader,
            OnEvent = onEvent ?? _events.Add,
            OnLost = (_, delay) => _delays.Add(delay),
            OnUnknown = _unknown.Add,
        };
        client.Memory.Want("#r");
        return client;
    }

    private sealed class ServerSide(StreamConnection connection) : IAsyncDisposable
    {
        private readonly LineChannel _lines = new(connection, new LineDecoder(512));

        public static async Task<ServerSide> AcceptAsync(IStreamListener listener)
        {
            var server = new ServerSide((await listener.AcceptAsync(CancellationToken.None))!);
            await server.ExpectAsync("CAP LS 302", "NICK me", "USER sockeye 0 * :sockeye");
            return server;
        }

        public static async Task<ServerSide> LetInAsync(IStreamListener listener)
        {
            ServerSide server = await AcceptAsync(listener);
            await server.SendAsync(":s 001 me :hi", ":s 376 me :End");
            await server.ExpectAsync("JOIN #r");
            await server.SendAsync(":me!u@h JOIN #r");
            return server;
        }

        public async Task SendAsync(params string[] lines)
        {
            foreach (string line in lines)
                _lines.Write(Encoding.UTF8.GetBytes(line));
            await _lines.FlushAsync(CancellationToken.None);
        }

        public async Task ExpectAsync(params string[] lines)
        {
            foreach (string line in lines)
            {
                Assert.True(await _lines.MoveNextAsync(CancellationToken.None));
                Assert.Equal(line, Encoding.UTF8.GetString(_lines.Current.ToArray()));
            }
        }

        public void Abort() => connection.Abort(EndReason.ServerStopping);

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
