using System.Net;
using Sockeye.Testing;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Sockets;

public sealed class HappyEyeballsTests
{
    private static readonly IPEndPoint First = new(IPAddress.Parse("10.0.0.1"), 1);
    private static readonly IPEndPoint Second = new(IPAddress.Parse("10.0.0.2"), 1);
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250); // RFC 8305 §5

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly Attempts _attempts = new();
    private readonly CancellationTokenSource _cancel = new();

    [Fact]
    public void First_address_that_answers_wins_and_the_others_are_not_tried() => _time.Run(async () =>
    {
        Task<Made> connecting = ConnectAsync(First, Second);
        Made made = _attempts.Succeed(First);

        Assert.Same(made, await connecting);
        Assert.Equal([First], _attempts.Begun);
        Assert.False(made.IsDisposed);
    });

    [Fact]
    public void Second_address_is_tried_after_the_head_start_and_not_a_tick_before() => _time.Run(async () =>
    {
        Task<Made> connecting = ConnectAsync(First, Second);

        _clock.Advance(HeadStart - TimeSpan.FromTicks(1));
        await Task.Yield();
        Assert.Equal([First], _attempts.Begun);
        _clock.Advance(TimeSpan.FromTicks(1));
        await VirtualTime.UntilAsync(() => _attempts.Begun.Count == 2);

        Assert.Equal([First, Second], _attempts.Begun);
        Assert.Same(_attempts.Succeed(Second), await connecting);
    });

    [Fact]
    public void Failure_starts_the_next_at_once() => _time.Run(async () =>
    {
        Task<Made> connecting = ConnectAsync(First, Second);
        _attempts.Fail(First);
        await VirtualTime.UntilAsync(() => _attempts.Begun.Count == 2);

        Assert.Same(_attempts.Succeed(Second), await connecting);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    });

    [Fact]
    public void First_may_still_win_after_the_second_began_and_the_second_is_told_to_give_up() => _time.Run(async () =>
    {
        Task<Made> connecting = ConnectAsync(First, Second);
        _clock.Advance(HeadStart);
        await VirtualTime.UntilAsync(() => _attempts.Begun.Count == 2);

        Made made = _attempts.Succeed(First);

        Assert.Same(made, await connecting);
        Assert.True(_attempts.TokenOf(Second).IsCancellationRequested);
        Assert.False(made.IsDisposed);
    });

    [Fact]
    public void Loser_that_connected_nevertheless_is_disposed() => _time.Run(async () =>
    {
        _attempts.IgnoreCancellation = true;
        Task<Made> connecting = ConnectAsync(First, Second);
        _clock.Advance(HeadStart);
        await VirtualTime.UntilAsync(() => _attempts.Begun.Count == 2);

        Made winner = _attempts.Succeed(Second);
        Made loser = _attempts.Succeed(First);

        Assert.Same(winner, await connecting);
        Assert.True(loser.IsDisposed);
        Assert.False(winner.IsDisposed);
    });

    [Fact]
    public void When_all_fail_every_failure_is_told_in_the_order_of_failing() => _time.Run(async () =>
    {
        Task<Made> connecting = ConnectAsync(First, Second);
        _clock.Advance(HeadStart);
        await VirtualTime.UntilAsync(() => _attempts.Begun.Count == 2);

        IOException second = _attempts.Fail(Second);
        await Task.Yield();
        IOException first = _attempts.Fail(First);

        AggregateException all = await Assert.ThrowsAsync<AggregateException>(() => connecting);
        Assert.Equal([second, first], all.InnerExceptions);
    });

    [Theory]
    [InlineData(1), InlineData(2)]
    public void Cancellation_ends_all_attempts(int addresses) => _time.Run(async () =>
    {
        Task<Made> connecting = addresses == 1 ? ConnectAsync(First) : ConnectAsync(First, Second);

        _cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.All(_attempts.Begun, address => Assert.True(_attempts.TokenOf(address).IsCancellationRequested));
    });

    [Fact]
    public void Connection_made_while_it_was_cancelled_is_not_lost() => _time.Run(async () =>
    {
        _attempts.IgnoreCancellation = true;
        Task<Made> connecting = ConnectAsync(First);

        _cancel.Cancel();
        Made made = _attempts.Succeed(First);

        Exception? error = await Record.ExceptionAsync(() => connecting);
        Assert.True(error is null || made.IsDisposed, "nobody owns the connection");
    });

    [Fact]
    public void Address_families_take_turns_and_the_resolvers_first_stays_first()
    {
        IPAddress[] resolved = [.. new[] { "::1", "::2", "::3", "10.0.0.1" }.Select(IPAddress.Parse)];

        Assert.Equal(
            ["::1", "10.0.0.1", "::2", "::3"], HappyEyeballs.Interleave(resolved).Select(
                address => address.ToString()));
    }

    [Fact]
    public void No_addresses_stay_none() => Assert.Empty(HappyEyeballs.Interleave([]));

    private Task<Made> ConnectAsync(params EndPoint[] addresses) =>
        HappyEyeballs.ConnectAsync(addresses, _attempts.ConnectAsync, _clock, _cancel.Token);

    private sealed class Made : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Attempts
    {
        private readonly Dictionary<EndPoint, (TaskCompletionSource<Made> Result, CancellationToken Cancel)> _open = [];

        public List<EndPoint> Begun { get; } = [];

        public bool IgnoreCancellation { get; set; }

        public async Task<Made> ConnectAsync(EndPoint address, CancellationToken cancel)
        {
            var result = new TaskCompletionSource<Made>();
            _open[address] = (result, cancel);
            Begun.Add(address);
            return await (IgnoreCancellation ? result.Task : result.Task.WaitAsync(cancel));
        }

        public CancellationToken TokenOf(EndPoint address) => _open[address].Cancel;

        public Made Succeed(EndPoint address)
        {
            var made = new Made();
            _open[address].Result.SetResult(made);
            return made;
        }

        public IOException Fail(EndPoint address)
        {
            var error = new IOException($"{address} failed");
            _open[address].Result.SetException(error);
            return error;
        }
    }
}
