using System.Buffers;
using System.Net;
using System.Text;
using Sockeye.Driving;
using Sockeye.Protocols.Machines;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Driving;

public sealed class MachineDriverTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private static readonly EndPoint Peer = new IPEndPoint(IPAddress.Loopback, 1);
    private static readonly EndPoint Stranger = new IPEndPoint(IPAddress.Loopback, 2);

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public void Peer_that_is_gone_ends_the_exchange() => _time.Run(async () =>
    {
        var driver = new MachineDriver(new FailingSocket(failures: 1), _clock, Idle);
        var exchange = new Exchange([Peer, Peer]);

        await Assert.ThrowsAsync<TransportException>(() => driver.RunAsync(exchange, exchange.Machine, default));
    });

    [Fact]
    public void Stranger_that_is_gone_does_not_end_the_exchange() => _time.Run(async () =>
    {
        var driver = new MachineDriver(new FailingSocket(failures: 1), _clock, Idle);
        var exchange = new Exchange([Peer, Stranger]);

        Task<DriveEnd> run = driver.RunAsync(exchange, exchange.Machine, default);
        await VirtualTime.PassAsync(_clock, run);

        Assert.Equal(DriveEnd.IdleTooLong, await run);
    });

    [Fact]
    public void Silence_ends_the_exchange_at_the_limit_and_not_a_tick_before() => _time.Run(async () =>
    {
        var driver = new MachineDriver(new FailingSocket(failures: 0), _clock, Idle);
        var exchange = new Exchange([Peer]);
        Task<DriveEnd> run = driver.RunAsync(exchange, exchange.Machine, default);

        _clock.Advance(Idle - TimeSpan.FromTicks(1));
        await Task.Yield();
        Assert.False(run.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(DriveEnd.IdleTooLong, await run);
        Assert.True(exchange.WasAborted);
    });

    [Fact]
    public void Machine_without_an_idle_limit_is_driven_until_it_has_finished() => _time.Run(async () =>
    {
        var driver = new MachineDriver(new FailingSocket(failures: 0), _clock);
        var exchange = new Exchange([Peer]);
        Task<DriveEnd> run = driver.RunAsync(exchange.Machine, default);

        _clock.Advance(TimeSpan.FromDays(400));
        await Task.Yield();
        Assert.False(run.IsCompleted);
        exchange.IsFinished = true;
        driver.Hear("the last"u8.ToArray(), Stranger);

        Assert.Equal(DriveEnd.Finished, await run);
        Assert.Equal(("the last", Stranger), exchange.Heard);
        Assert.False(exchange.WasAborted);
    });

    private sealed class FailingSocket(int failures) : IDatagramSocket
    {
        private int _failures = failures;

        public Endpoint Endpoint => Endpoint.Udp("here", 1);

        public async ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
        {
            if (_failures-- > 0)
                throw new TransportException(TransportFailure.Refused, "connection refused");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return default;
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, EndPoint to, CancellationToken cancel) => default;

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Exchange(EndPoint[] sendsTo) : IDatagramExchange, IDatagramMachine
    {
        private readonly Queue<EndPoint> _outgoing = new(sendsTo);

        public IDatagramMachine Machine => this;

        public bool WasAborted { get; private set; }

        public EndReason EndReason => EndReason.Completed;

        public TimeSpan? Deadline => null;

        public bool IsFinished { get; set; }

        public (string Text, EndPoint From)? Heard { get; private set; }

        public ValueTask<IDatagramMachine> OpenAsync(CancellationToken cancel) => ValueTask.FromResult(Machine);

        public ValueTask AdvanceAsync(CancellationToken cancel) => default;

        public void Abort() => WasAborted = true;

        public void OnDatagram(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now) =>
            Heard = (Encoding.UTF8.GetString(datagram), from);

        public void OnDeadline(TimeSpan now)
        {
        }

        public bool TryTakeOutgoing(IBufferWriter<byte> datagram, TimeSpan now, out EndPoint to)
        {
            bool isThere = _outgoing.TryDequeue(out EndPoint? next);
            to = next ?? Peer;
            return isThere;
        }

        public ValueTask DisposeAsync() => default;
    }
}
