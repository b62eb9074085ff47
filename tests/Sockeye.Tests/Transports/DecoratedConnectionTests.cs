using System.IO.Pipelines;
using System.Net;
using System.Reflection;
using Sockeye.Testing;
using Sockeye.Tests.Transports.Sockets;
using Sockeye.Transports;
using Sockeye.Transports.Memory;
using Sockeye.Transports.Pacing;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Tls;

namespace Sockeye.Tests.Transports;

/// <summary>What a connection can is found through whatever is put over it.</summary>
public sealed class DecoratedConnectionTests : IDisposable
{
    private static readonly Dictionary<string, Func<TlsIdentity, StreamConnection, StreamConnection>> Decorators = new()
    {
        ["tls server"] = Secured,
        ["tls client"] = (identity, inner) => Client(identity).Secure(inner, "server", 1),
        ["paced"] = Paced,
        ["paced over tls"] = (identity, inner) => Paced(identity, Secured(identity, inner)),
        ["tls over paced"] = (identity, inner) => Secured(identity, Paced(identity, inner)),
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly TlsIdentity _identity;

    public DecoratedConnectionTests() => _identity = TlsIdentity.LoadOrCreate(_directory.Path, TimeProvider.System);

    public static TheoryData<string, Type> DecoratorsAndAbilities
    {
        get
        {
            var all = new TheoryData<string, Type>();
            foreach (string decorator in Decorators.Keys)
                foreach (Type ability in AbilitiesOf(typeof(SocketConnection)))
                    all.Add(decorator, ability);
            return all;
        }
    }

    public static TheoryData<string> Names => [.. Decorators.Keys];

    public void Dispose()
    {
        _identity.Dispose();
        _directory.Dispose();
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(DecoratorsAndAbilities))]
    public async Task Every_ability_of_a_socket_is_found_through_every_decorator(string decorator, Type ability)
    {
        await using SocketPair pair = await PairAsync();
        StreamConnection decorated = Decorators[decorator](_identity, pair.Server);

        Assert.Same(pair.Server, Find(decorated, ability));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Names))]
    public async Task Nobody_reads_along_where_TLS_is_anywhere_below(string decorator)
    {
        await using SocketPair pair = await PairAsync();
        pair.Server.Find<IProxiedPeer>()!.SpeaksFor(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 1));
        StreamConnection decorated = Decorators[decorator](_identity, pair.Server);

        Assert.False(pair.Server.IsPrivate);
        Assert.Equal(decorator != "paced", decorated.IsPrivate);
        Assert.Equal(decorator != "paced", decorated.Find<TlsConnection>() is not null);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Names))]
    public async Task Addresses_are_those_of_what_is_below(string decorator)
    {
        await using SocketPair pair = await PairAsync();
        StreamConnection decorated = Decorators[decorator](_identity, pair.Server);

        Assert.Equal(
            (pair.Server.Id, pair.Server.LocalEndPoint, pair.Server.RemoteEndPoint, pair.Server.ReceiveBufferBytes),
            (decorated.Id, decorated.LocalEndPoint, decorated.RemoteEndPoint, decorated.ReceiveBufferBytes));
    }

    [Fact]
    public void Every_decorator_is_among_those_tried()
    {
        IEnumerable<Type> all = typeof(DecoratedConnection).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DecoratedConnection)));

        Assert.Equal([typeof(PacedConnection), typeof(TlsConnection)], all.OrderBy(type => type.Name));
    }

    [Fact]
    public void Every_ability_is_named_where_it_is_looked_for()
    {
        IEnumerable<Type> all = typeof(StreamConnection).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StreamConnection))).SelectMany(AbilitiesOf).Distinct();

        Assert.Equal(
            [
                typeof(IDeliveryReport), typeof(ILingering), typeof(IPeerProbe), typeof(IPeerState),
                typeof(IPrivateChannel), typeof(IProcessorChoice), typeof(IProxiedPeer), typeof(IUrgentInput),
            ],
            all.OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task One_that_changes_nothing_moves_all_as_it_is()
    {
        (StreamConnection client, StreamConnection server) = await MemoryPairAsync();
        await using var plain = new PlainDecorator(server);

        await client.SendAsync("ping");
        await client.CompleteOutputAsync();
        Assert.Equal("ping", await plain.ReadTextToEndAsync());
        await plain.SendAsync("pong");
        await plain.DisposeAsync();

        Assert.Equal("pong", await client.ReadTextToEndAsync());
        Assert.Equal((4, 4), (plain.BytesReceived, plain.BytesSent));
        await client.DisposeAsync();
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task One_that_is_aborted_aborts_what_is_below()
    {
        (StreamConnection client, StreamConnection server) = await MemoryPairAsync();
        await using var plain = new PlainDecorator(server);
        ValueTask<ReadResult> reading = client.Input.ReadAsync();

        plain.Abort(EndReason.LocalFailure);

        await Assert.ThrowsAsync<TransportException>(async () => await reading);
        Assert.Equal(EndReason.LocalFailure, server.EndReason);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task What_none_can_is_not_found()
    {
        (StreamConnection client, StreamConnection server) = await MemoryPairAsync();
        await using var plain = new PlainDecorator(server);

        Assert.Null(plain.Find<IPeerState>());
        Assert.Same(server, plain.Find<IProxiedPeer>());
        Assert.Equal(new Delivery(0, 0), plain.Delivery);
        await client.DisposeAsync();
    }

    private static object? Find(StreamConnection connection, Type ability) => typeof(StreamConnection)
        .GetMethod(nameof(StreamConnection.Find))!.MakeGenericMethod(ability)
        .Invoke(connection, BindingFlags.DoNotWrapExceptions, null, null, null);

    private static IEnumerable<Type> AbilitiesOf(Type connection) =>
        connection.GetInterfaces().Where(one => one.Namespace == typeof(StreamConnection).Namespace);

    private static TlsConnection Secured(TlsIdentity identity, StreamConnection inner) =>
        new TlsServer(identity, TimeProvider.System).Secure(inner);

    private static TlsClient Client(TlsIdentity identity) =>
        new(PinnedTrust.TryParse(identity.Fingerprint)!, TimeProvider.System);

    private static PacedConnection Paced(TlsIdentity identity, StreamConnection inner) =>
        new(inner, new Pace(1, TimeProvider.System), new Pace(1, TimeProvider.System), TimeProvider.System);

    private static Task<SocketPair> PairAsync() =>
        SocketPair.ConnectAsync("tcp://127.0.0.1:0", SocketEngines.Default, SocketEngines.Default);

    private static async Task<(StreamConnection Client, StreamConnection Server)> MemoryPairAsync()
    {
        var network = new MemoryNetwork(new ManualClock());
        await using IStreamListener listener = await network.ListenAsync(Endpoint.Tcp("server", 1));
        StreamConnection client = await network.ConnectAsync(listener.Endpoint);
        return (client, (await listener.AcceptAsync(CancellationToken.None))!);
    }

    private sealed class PlainDecorator(StreamConnection inner) : DecoratedConnection(inner, new ManualClock());
}
