using System.Net;
using System.Net.Sockets;
using Sockeye.Cli.Commands.Route;
using Sockeye.Probing.Names;
using Sockeye.Probing.Ping;
using Sockeye.Probing.Route;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Cli.Tests.Commands.Route;

public sealed class HopNamesTests : IDisposable
{
    private static readonly IPAddress Router = IPAddress.Parse("10.0.0.254");
    private static readonly PingTarget Target = new("example", IPAddress.Parse("10.0.0.1"));

    private readonly CancellationTokenSource _stop = new();

    [Fact]
    public async Task Name_of_a_stranger_cannot_move_the_cursor()
    {
        HopNames names = With(_ => Task.FromResult("\u001b[2Jevil\nname"));

        await names.WaitAsync([Router]);

        Assert.Equal(@"\x1b[2Jevil\nname (10.0.0.254)", names.TextOf(Router));
    }

    [Fact]
    public async Task Endless_name_is_cut()
    {
        HopNames names = With(_ => Task.FromResult(new string('x', 100_000)));

        await names.WaitAsync([Router]);

        Assert.Equal(new string('x', 255) + "… (10.0.0.254)", names.TextOf(Router));
    }

    [Fact]
    public async Task Address_without_a_name_is_itself()
    {
        HopNames names = With(_ => throw new SocketException((int)SocketError.HostNotFound));

        await names.WaitAsync([Router]);

        Assert.Equal("10.0.0.254", names.TextOf(Router));
    }

    [Fact]
    public async Task Each_is_looked_up_once_and_the_destination_is_called_as_our_user_does()
    {
        int asked = 0;
        HopNames names = With(_ => Task.FromResult($"router{++asked}"));

        await names.WaitAsync([Router, Router]);
        await names.WaitAsync([Router]);

        Assert.Equal("router1 (10.0.0.254)", names.TextOf(Router));
        Assert.Equal("example (10.0.0.1)", names.TextOf(Target.Address));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Nobody_is_asked_when_names_are_not_wanted()
    {
        var names = new HopNames(Target, lookup: null, TimeProvider.System, _stop.Token);

        Assert.Equal(("10.0.0.254", "10.0.0.1"), (names.TextOf(Router), names.TextOf(Target.Address)));
    }

    [Fact]
    public async Task Name_that_does_not_come_is_given_up()
    {
        var clock = new ManualClock();
        var never = new TaskCompletionSource<string>();
        HopNames names = With(_ => never.Task, clock);

        Task wait = names.WaitAsync([Router]);
        await VirtualTime.UntilAsync(() => clock.HasTimer(TimeSpan.FromSeconds(2)));
        clock.Advance(TimeSpan.FromSeconds(2));
        await wait;

        Assert.Equal("10.0.0.254", names.TextOf(Router));
    }

    [Theory]
    [InlineData(79), InlineData(60), InlineData(20), InlineData(1)]
    public void Table_is_never_wider_than_the_terminal(int columns)
    {
        var names = new HopNames(Target, lookup: null, TimeProvider.System, _stop.Token);

        Assert.All(RouteTable.Of([new RouteHop(1), new RouteHop(2)], names, columns), line => Assert.True(line.Length <= columns));
    }

    public void Dispose() => _stop.Dispose();

    private HopNames With(Func<string, Task<string>> nameOf, TimeProvider? time = null) =>
        new(Target, new NameLookup(new FakeNames(nameOf)), time ?? TimeProvider.System, _stop.Token);

    private sealed class FakeNames(Func<string, Task<string>> nameOf) : INameService
    {
        public string OwnName => "self";

        public Task<IPAddress[]> FindAddressesAsync(string name, AddressFamily family, CancellationToken cancel) =>
            throw new SocketException((int)SocketError.HostNotFound);

        public async Task<IPHostEntry> FindEntryAsync(string nameOrAddress, CancellationToken cancel) =>
            new() { HostName = await nameOf(nameOrAddress), AddressList = [] };
    }
}
