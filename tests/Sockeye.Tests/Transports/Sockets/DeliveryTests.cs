using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Tests.Transports.Sockets;

/// <summary>What has reached the peer's side, as the kernel tells it.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public static TheoryData<string, bool> Kinds => new MatrixTheoryData<string, bool>(
        ["tcp://127.0.0.1:0", "unix:PATH"], [false, true]);

    public void Dispose() => _directory.Dispose();

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Kinds))]
    public async Task What_was_read_is_delivered_and_its_end_too(string endpoint, bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync(endpoint, hasOwnLoop);
        await pair.Server.SendAsync("all of it");

        Task finishing = DeliveryWait.FinishAsync(pair.Server, TimeProvider.System, CancellationToken.None).AsTask();
        Assert.Equal("all of it", await pair.Client.ReadTextToEndAsync());
        await finishing;

        Assert.Equal(new Delivery(9, 9), pair.Server.Delivery);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Kinds))]
    public async Task What_is_in_our_kernel_is_not_delivered_until_the_peer_takes_it(
        string endpoint, bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync(endpoint, hasOwnLoop);
        Task sending = BeginOffThePool(() => FillAsync(pair.Server));

        Delivery early = pair.Server.Delivery;
        Task finishing = FinishAsync();
        byte[] taken = await pair.Client.ReadToEndAsync();
        await finishing;

        Assert.False(early.IsComplete);
        Assert.Equal(new Delivery(taken.Length, taken.Length), pair.Server.Delivery);

        async Task FinishAsync()
        {
            await sending;
            await DeliveryWait.FinishAsync(pair.Server, TimeProvider.System, CancellationToken.None);
        }
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Kinds))]
    public async Task Who_waits_for_the_peer_s_end_only_can_be_told_not_to_and_nothing_is_lost(
        string endpoint, bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync(endpoint, hasOwnLoop);
        Assert.False(pair.Server.Find<ILingering>()!.TryEndLinger()); // it is not done
        await pair.Server.SendAsync("all of it");

        Task closing = pair.Server.DisposeAsync().AsTask();
        while (!pair.Server.Find<ILingering>()!.TryEndLinger() && !closing.IsCompleted)
            await Task.Yield();
        await closing;

        Assert.Equal("all of it", await pair.Client.ReadTextToEndAsync());
        Assert.Equal(EndReason.Completed, pair.Server.EndReason);
        Assert.False(pair.Server.Find<ILingering>()!.TryEndLinger());
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Kinds))]
    public async Task Peer_that_dies_with_something_unread_did_not_get_it(string endpoint, bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync(endpoint, hasOwnLoop);
        Task sending = BeginOffThePool(() => SendForEverAsync(pair.Server));

        pair.Client.Abort(EndReason.Cancelled);

        await Assert.ThrowsAsync<SocketCallException>(() => sending);
        Assert.True(pair.Server.Find<IPeerState>()!.IsPeerGone);
        Assert.False(pair.Server.Delivery.IsComplete);
        Assert.False(await DeliveryWait.ForAsync(
            pair.Server, pair.Server.Delivery.Sent, TimeProvider.System, CancellationToken.None));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task Peer_that_dies_with_something_in_our_kernel_did_not_get_it_whatever_is_asked_first(bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", hasOwnLoop);
        await pair.Server.SendAsync(new string('x', 512 * 1024)); // more than the client's side holds, less than ours does

        pair.Client.Abort(EndReason.Cancelled);

        Assert.False(pair.Server.Delivery.IsComplete);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), MemberData(nameof(Kinds))]
    public async Task Aborted_connection_delivers_nothing_more(string endpoint, bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync(endpoint, hasOwnLoop);
        Task sending = BeginOffThePool(() => SendForEverAsync(pair.Server));

        pair.Server.Abort(EndReason.Cancelled);
        await Assert.ThrowsAnyAsync<Exception>(() => sending);

        Assert.False(pair.Server.Delivery.IsComplete);
        Assert.False(await DeliveryWait.ForAsync(
            pair.Server, pair.Server.Delivery.Sent, TimeProvider.System, CancellationToken.None));
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task Peer_that_resets_has_what_has_left(bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync("tcp://127.0.0.1:0", hasOwnLoop);
        await pair.Server.SendAsync("read, and not acknowledged: that it resets is the answer");

        pair.Client.Abort(EndReason.Cancelled);
        await VirtualTime.UntilAsync(() => pair.Server.Find<IPeerState>()!.IsPeerGone);

        Assert.True(pair.Server.Delivery.IsComplete);
    }

    [Theory(Timeout = SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task Unix_peer_that_dies_did_not_get_what_it_left_unread(bool hasOwnLoop)
    {
        await using SocketPair pair = await PairAsync("unix:PATH", hasOwnLoop);
        await pair.Server.SendAsync("nobody reads it");

        pair.Client.Abort(EndReason.Cancelled);
        await VirtualTime.UntilAsync(() => pair.Server.Find<IPeerState>()!.IsPeerGone);

        Assert.Equal(new Delivery(15, 0), pair.Server.Delivery);
    }

    // Comes back when no kernel takes any more. On the pool it would send in turns.
    private static Task BeginOffThePool(Func<Task> send)
    {
        Task sending = Task.CompletedTask;
        var thread = new Thread(() => sending = send());
        thread.Start();
        thread.Join();
        return sending;
    }

    private static Task FillAsync(StreamConnection connection)
    {
        Task sending = Task.CompletedTask;
        while (sending.IsCompleted)
            sending = connection.Output.WriteAsync(new byte[64 * 1024]).AsTask();
        return sending;
    }

    // What waits may still be taken a moment later, when the kernel makes room: then the next waits.
    private static async Task SendForEverAsync(StreamConnection connection)
    {
        while (true)
            await connection.Output.WriteAsync(new byte[64 * 1024]);
    }

    private Task<SocketPair> PairAsync(string endpoint, bool hasOwnLoop)
    {
        ISocketEngine engine = hasOwnLoop ? SocketEngines.EventLoop : SocketEngines.Runtime;
        return SocketPair.ConnectAsync(
            endpoint.Replace("PATH", _directory["socket"], StringComparison.Ordinal), engine, engine);
    }
}
