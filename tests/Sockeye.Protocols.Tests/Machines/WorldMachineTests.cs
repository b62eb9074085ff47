using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Machines;

public sealed class WorldMachineTests
{
    private static readonly EndPoint One = new IPEndPoint(IPAddress.Loopback, 1);
    private static readonly EndPoint Other = new IPEndPoint(IPAddress.Loopback, 2);

    private readonly TestWorld _world = new();
    private readonly WorldOptions _options = new() { MaxPeers = 64 };

    [Theory]
    [InlineData(0, 0, 0), InlineData(0.1, 0.1, 0.1), InlineData(0.4, 0, 0.3)]
    public void World_of_64_goes_on_whatever_the_weather(double loss, double duplication, double reordering)
    {
        var machine = new WorldMachine(_world, _options);
        var link = new SimulatedLink(SimulatedLink.Weather(loss, duplication, reordering), seed: 7);
        EndPoint address = link.Add(machine);
        TestPlayer[] players = [.. Enumerable.Range(0, 64).Select(_ => new TestPlayer(address, ticks: 100))];
        foreach (TestPlayer player in players)
            link.Add(player);

        link.Run();

        Assert.All(players, player => Assert.True(player.Seen >= 100, $"{player.Seen} ticks"));
        Assert.Equal((64, 0, 0), (_world.MostPlayers, machine.PeerCount, _world.Players.Count));
        Assert.All(_world.Ticks.Zip(_world.Ticks.Skip(1)), two => Assert.Equal(_world.TickTime, two.Second - two.First));
    }

    [Fact]
    public void Nobody_joins_a_full_world_until_somebody_leaves()
    {
        var machine = new WorldMachine(_world, new WorldOptions { MaxPeers = 1 });
        Join(machine, One);

        Join(machine, Other);
        Assert.Equal(1, machine.PeerCount);
        machine.OnDatagram("Q"u8, One, TimeSpan.Zero);
        Take(machine);
        Join(machine, Other);

        Assert.Equal([0], _world.Players);
        machine.OnDatagram("hello, world"u8, Other, TimeSpan.Zero);
        Assert.Equal(["0: hello, world"], _world.Heard);
    }

    [Fact]
    public void Who_has_not_joined_is_sent_no_more_than_came()
    {
        var machine = new WorldMachine(_world, _options);

        machine.OnDatagram([.. "hello"u8, .. new byte[26]], One, TimeSpan.Zero); // 31 bytes for 32
        Assert.Empty(Take(machine));
        machine.OnDatagram([.. "hello"u8, .. new byte[27]], One, TimeSpan.Zero);

        (EndPoint to, byte[] answer) = Assert.Single(Take(machine));
        Assert.Equal(One, to);
        Assert.Equal(TestWorld.Cookie(One), answer);
        Assert.Equal(0, machine.PeerCount);
    }

    [Fact]
    public void Cookie_of_another_address_lets_nobody_in()
    {
        var machine = new WorldMachine(_world, _options);

        machine.OnDatagram([.. "J"u8, .. TestWorld.Cookie(Other)], One, TimeSpan.Zero);

        Assert.Equal(0, machine.PeerCount);
    }

    [Fact]
    public void Clock_stands_still_while_nobody_is_there()
    {
        var machine = new WorldMachine(_world, _options);
        Assert.Null(machine.Deadline);

        Join(machine, One, TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1) + _world.TickTime, machine.Deadline);
        machine.OnDatagram("Q"u8, One, TimeSpan.FromHours(1));
        Take(machine);

        Assert.Null(machine.Deadline);
    }

    [Fact]
    public void Silent_peer_leaves_at_the_limit_and_not_a_tick_before()
    {
        var machine = new WorldMachine(_world, _options with { SilenceTimeout = 10 * _world.TickTime });
        Join(machine, One);

        RunTicks(machine, 9);
        Assert.Equal(1, machine.PeerCount);
        RunTicks(machine, 1);

        Assert.Equal(0, machine.PeerCount);
        Assert.Empty(_world.Players);
    }

    [Fact]
    public void Ticks_that_are_overdue_are_made_up_for_but_not_without_end()
    {
        var machine = new WorldMachine(_world, _options with { MaxOverdueTicks = 3 });
        Join(machine, One);
        TimeSpan late = (5 * _world.TickTime) + TimeSpan.FromMilliseconds(1);

        machine.OnDeadline(late);

        Assert.Equal([_world.TickTime, 2 * _world.TickTime, 3 * _world.TickTime], _world.Ticks);
        Assert.Equal(late + _world.TickTime, machine.Deadline);
    }

    [Fact]
    public void Peer_may_change_its_address_if_the_world_knows_it_by_something_else()
    {
        var machine = new WorldMachine(_world, _options);
        Join(machine, One);
        Join(machine, Other);

        machine.OnDatagram([(byte)'I', 0], Other, TimeSpan.Zero); // and that of somebody who is gone
        RunTicks(machine, 1);

        Assert.All(Take(machine), sent => Assert.Equal(Other, sent.To));
        machine.OnDatagram("still me"u8, Other, TimeSpan.Zero);
        machine.OnDatagram("Q"u8, Other, TimeSpan.Zero);
        Take(machine);
        Assert.Equal("0: still me", _world.Heard[^1]);
        Assert.Equal([1], _world.Players);
    }

    [Fact]
    public void Stopped_world_is_finished_and_has_no_deadline()
    {
        var machine = new WorldMachine(_world, _options);
        Join(machine, One);

        machine.Stop();

        Assert.Equal((true, null), (machine.IsFinished, machine.Deadline));
    }

    private static void Join(WorldMachine machine, EndPoint who, TimeSpan now = default) =>
        machine.OnDatagram([.. "J"u8, .. TestWorld.Cookie(who)], who, now);

    private static void RunTicks(WorldMachine machine, int ticks)
    {
        for (int i = 0; i < ticks; i++)
            machine.OnDeadline(machine.Deadline!.Value);
    }

    private static List<(EndPoint To, byte[] Datagram)> Take(WorldMachine machine)
    {
        var taken = new List<(EndPoint, byte[])>();
        var datagram = new ArrayBufferWriter<byte>();
        while (machine.TryTakeOutgoing(datagram, TimeSpan.Zero, out EndPoint to))
        {
            taken.Add((to, datagram.WrittenSpan.ToArray()));
            datagram.ResetWrittenCount();
        }

        return taken;
    }
}
