using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sockeye.Access;
using Sockeye.Protocols.Tftp;
using Sockeye.Services.Echo;
using Sockeye.Services.Tftp;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Tests.Services.Tftp;
using Sockeye.Transports;
using Sockeye.Transports.Memory;

namespace Sockeye.Tests.Serving;

/// <summary>The server, seen through TFTP clients that a test moves packet by packet, and through echo.</summary>
public sealed class DatagramServerTests : IDisposable
{
    private static readonly byte[] ReadRequest = "\0\u0001file\0octet\0"u8.ToArray();

    private readonly VirtualTime _time = new();
    private readonly ManualClock _clock = new();
    private readonly TempTftpFiles _files = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _insist = new();
    private readonly ConcurrentQueue<ServiceInterval> _served = new();
    private readonly ListLogger _log = new();
    private readonly MemoryNetwork _network;
    private Task<ServeOutcome> _running = Task.FromResult(ServeOutcome.Drained);
    private Endpoint _endpoint = Endpoint.Udp("server", 0);

    public DatagramServerTests()
    {
        _network = new MemoryNetwork(_clock);
        _files.Add("file", 100);
    }

    [Fact]
    public void Request_repeated_while_it_is_served_is_not_served_twice() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();

        await client.SendAsync(ReadRequest);
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);
        await client.AnswerAsync([0, 4, 0, 1]);

        Assert.Equal(ServeOutcome.Drained, await StopAsync());
        Assert.Equal(EndReason.Completed, Assert.Single(_served).Reason);
    });

    [Fact]
    public void Who_gets_no_socket_is_told_in_the_log_and_served_when_asking_again() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10), exchanges: new FailingOnceTransport(_network));
        await using DatagramPeer client = await PeerAsync();

        await client.AskUntilAnsweredAsync(ReadRequest, client.ReceiveAsync(TftpOpcode.Data));

        await StopAsync();
        Assert.Equal(EndReason.LocalFailure, _served.First().Reason);
        Assert.Equal(["service d1: not served now (no port is free)"], _log.At(LogLevel.Warning));
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void One_peer_leaves_an_eighth_of_the_exchanges_to_others(bool sharesPort) => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(8), sharesPort);
        var clients = new List<DatagramPeer>(); // all of this machine, which is one peer
        for (int client = 0; client < 8; client++)
            clients.Add(await PeerAsync());
        foreach (DatagramPeer client in clients)
            await client.SendAsync(ReadRequest);
        foreach (DatagramPeer client in clients.Take(7))
            await client.ReceiveAsync(TftpOpcode.Data);

        Task eighth = clients[7].ReceiveAsync(TftpOpcode.Data);
        Assert.False(eighth.IsCompleted);
        await clients[0].AnswerAsync([0, 4, 0, 1]);
        await VirtualTime.UntilAsync(() => !_served.IsEmpty);
        await clients[7].AskUntilAnsweredAsync(ReadRequest, eighth);

        foreach (DatagramPeer client in clients)
            await client.DisposeAsync();
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Stopping_waits_for_the_drain_time_and_then_cuts_off_with_an_error(bool sharesPort) =>
        _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10), sharesPort, drain: TimeSpan.FromSeconds(2));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        _stop.Cancel();
        await VirtualTime.UntilAsync(() => _clock.HasTimer(dueIn: TimeSpan.FromSeconds(2)));
        _clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.Empty(_served);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(ServeOutcome.CutOff, await _running);
        Assert.Equal(EndReason.DrainTimedOut, Assert.Single(_served).Reason);
        await client.ReceiveUntilAsync(TftpOpcode.Error);
    });

    [Fact]
    public void Exchange_that_ends_within_the_drain_time_is_not_cut_off() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        _stop.Cancel();
        await client.AnswerAsync([0, 4, 0, 1]);

        Assert.Equal(ServeOutcome.Drained, await _running);
        Assert.Equal(EndReason.Completed, Assert.Single(_served).Reason);
    });

    [Fact]
    public void Insisting_cuts_off_at_once() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        _stop.Cancel();
        _insist.Cancel();

        Assert.Equal(ServeOutcome.CutOff, await _running);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    });

    [Fact]
    public void Exchange_that_only_waits_for_repetitions_is_not_cut_off() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync("\0\u0002new\0octet\0"u8.ToArray());
        await client.ReceiveAsync(TftpOpcode.Ack);
        await client.AnswerAsync([0, 3, 0, 1, (byte)'x']);
        await client.ReceiveAsync(TftpOpcode.Ack); // the file is whole; it stays a while, in case this ACK is lost

        _stop.Cancel();
        _insist.Cancel();

        Assert.Equal(ServeOutcome.Drained, await _running);
        Assert.Equal(EndReason.Completed, Assert.Single(_served).Reason);
    });

    [Fact]
    public void Duration_does_not_follow_the_calendar() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        _clock.StepCalendar(TimeSpan.FromHours(-1));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await client.AnswerAsync([0, 4, 0, 1]);
        await StopAsync();

        ServiceInterval served = Assert.Single(_served);
        Assert.Equal(TimeSpan.FromMilliseconds(500), served.End - served.Start);
    });

    [Fact]
    public void Iterative_server_serves_one_after_the_other() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Iterative);
        await using DatagramPeer first = await PeerAsync();
        await using DatagramPeer second = await PeerAsync();
        await first.SendAsync(ReadRequest);
        await first.ReceiveAsync(TftpOpcode.Data);
        await second.SendAsync(ReadRequest);
        _clock.Advance(TimeSpan.FromMilliseconds(500));

        await first.AnswerAsync([0, 4, 0, 1]);
        await second.ReceiveAsync(TftpOpcode.Data);
        await second.AnswerAsync([0, 4, 0, 1]);

        await StopAsync();
        ServiceInterval[] served = [.. _served];
        Assert.Equal(2, served.Length);
        Assert.False(served[0].Overlaps(served[1]));
        Assert.True(served[0].End > served[0].Start);
    });

    [Fact]
    public void Full_server_on_a_shared_port_drops_requests_and_serves_who_asks_again() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Iterative, sharesPort: true);
        await using DatagramPeer first = await PeerAsync();
        await using DatagramPeer second = await PeerAsync();
        await first.SendAsync(ReadRequest);
        await first.ReceiveAsync(TftpOpcode.Data);
        await second.SendAsync(ReadRequest); // comes before what ends the first one
        await first.AnswerAsync([0, 4, 0, 1]);
        await VirtualTime.UntilAsync(() => !_served.IsEmpty);

        Task answer = second.ReceiveAsync(TftpOpcode.Data);
        Assert.False(answer.IsCompleted);
        await second.AskUntilAnsweredAsync(ReadRequest, answer);
        await second.AnswerAsync([0, 4, 0, 1]);

        await StopAsync();
        Assert.Equal(2, _served.Count);
        Assert.False(_served.First().Overlaps(_served.Last()));
    });

    [Fact]
    public void Silent_client_is_given_up_and_garbage_opens_nothing() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), new ServeMode(10, 1));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync([1, 2, 3]);
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        await VirtualTime.PassAsync(_clock, _running);

        ServiceInterval served = Assert.Single(_served);
        Assert.Equal(EndReason.PeerReset, served.Reason);
        Assert.Equal(4 + 100, served.BytesSent); // a second one would make it more than ten times the request
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Another_request_of_a_peer_that_has_answered_is_a_new_transfer(bool sharesPort) => _time.Run(async () =>
    {
        _files.Add("file", 1_000);
        await StartAsync(Tftp(), ServeMode.Concurrent(sharesPort ? 1 : 2), sharesPort); // it needs no second place
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);
        await client.AnswerAsync([0, 4, 0, 1]);
        Assert.Equal(2, (await client.ReceiveAsync())[3]);

        await client.SendAsync(ReadRequest);
        byte[] first = await client.ReceiveAsync();
        await client.AnswerAsync([0, 4, 0, 1]);
        byte[] second = await client.ReceiveAsync();
        await client.AnswerAsync([0, 4, 0, 2]);

        Assert.Equal([3, 0, 1, 3, 0, 2], [.. first[1..4], .. second[1..4]]); // and nothing more of the first transfer
        Assert.Equal(ServeOutcome.Drained, await StopAsync());
        Assert.Equal([EndReason.PeerReset, EndReason.Completed], _served.Select(served => served.Reason));
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_different_request_before_the_first_answer_is_a_new_transfer(bool sharesPort) => _time.Run(async () =>
    {
        _files.Add("other", 3);
        await StartAsync(Tftp(), ServeMode.Concurrent(10), sharesPort);
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        Assert.Equal(104, (await client.ReceiveAsync()).Length);

        await client.SendAsync("\0\u0001other\0octet\0"u8.ToArray());
        Assert.Equal(7, (await client.ReceiveAsync()).Length);
        await client.AnswerAsync([0, 4, 0, 1]);

        Assert.Equal(ServeOutcome.Drained, await StopAsync());
        Assert.Equal([EndReason.PeerReset, EndReason.Completed], _served.Select(served => served.Reason));
    });

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Request_repeated_before_the_first_answer_brings_the_first_block_again(bool sharesPort) =>
        _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10), sharesPort);
        await using DatagramPeer client = await PeerAsync();

        for (int i = 0; i < 3; i++)
        {
            await client.SendAsync(ReadRequest);
            Assert.Equal([0, 3, 0, 1], (await client.ReceiveAsync())[..4]);
        }

        await client.AnswerAsync([0, 4, 0, 1]);
        await StopAsync();
        Assert.Equal(EndReason.Completed, Assert.Single(_served).Reason);
    });

    [Fact]
    public void Stray_packet_at_the_servers_port_disturbs_no_transfer() => _time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        await client.SendAsync([0, 3, 0, 1, 1, 2, 3]);
        await client.AnswerAsync([0, 4, 0, 1]);

        await StopAsync();
        Assert.Equal(EndReason.Completed, Assert.Single(_served).Reason);
    });

    [Fact]
    public void What_seems_to_come_from_a_server_of_ours_is_not_answered() => _time.Run(async () =>
    {
        var ports = new OwnPorts();
        await StartAsync(new EchoDatagramService(), new ServeMode(1, 1), ports: ports);
        await using DatagramPeer other = await PeerAsync();
        await using DatagramPeer client = await PeerAsync();
        ports.Add(other.Endpoint);

        await other.SendAsync("loop"u8.ToArray());
        await client.SendAsync("asked"u8.ToArray());

        Assert.Equal("asked"u8.ToArray(), await client.ReceiveAsync());
        Assert.Equal(ServeOutcome.Drained, await _running); // one answer was all
    });

    [Fact]
    public void Two_servers_that_know_nothing_of_each_other_do_not_answer_each_other_for_ever() => _time.Run(async () =>
    {
        await StartAsync(new EchoDatagramService(), ServeMode.Concurrent(10));
        IDatagramSocket socket = await _network.BindAsync(Endpoint.Udp("other", 0));
        int answers = 0;
        var counted = new ServerContext { Time = _clock, Logger = _log, OnServed = _ => answers++ };
        var other = new DatagramServer(socket, _network, new EchoDatagramService(), new ServeOptions(), counted);
        Task<ServeOutcome> running = other.RunAsync(_stop.Token, default);

        System.Net.EndPoint here = (await _network.ResolveAsync(_endpoint))[0];
        System.Net.EndPoint there = (await _network.ResolveAsync(other.Endpoint))[0];
        _network.Deliver("loop"u8, from: here, to: there);
        while (!_log.At(LogLevel.Warning).Any() && answers < 20_000)
            await Task.Yield();

        Assert.InRange(answers, 1, 10_001);
        await StopAsync();
        await running;
    });

    [Fact]
    public void Datagrams_are_echoed_and_counted() => _time.Run(async () =>
    {
        await StartAsync(new EchoDatagramService(), new ServeMode(1, 2));
        await using DatagramPeer client = await PeerAsync();

        await client.SendAsync("one"u8.ToArray());
        Assert.Equal("one"u8.ToArray(), await client.ReceiveAsync());
        await client.SendAsync("two"u8.ToArray());
        Assert.Equal("two"u8.ToArray(), await client.ReceiveAsync());

        Assert.Equal(ServeOutcome.Drained, await _running);
        Assert.Equal([3, 3], _served.Select(served => served.BytesSent));
    });

    public void Dispose()
    {
        _time.Run(StopAsync);
        _files.Dispose();
        _stop.Dispose();
        _insist.Dispose();
    }

    private TftpService Tftp() => new(new SharedFolder(_files.Root, Rights.All), new TftpServiceOptions());

    private async Task StartAsync(
        IDatagramService service, ServeMode mode, bool sharesPort = false, TimeSpan? drain = null,
        IDatagramTransport? exchanges = null, OwnPorts? ports = null)
    {
        IDatagramSocket socket = await _network.BindAsync(_endpoint);
        var options = new ServeOptions { Mode = mode, DrainTimeout = drain ?? TimeSpan.FromSeconds(5) };
        var context = new ServerContext { Time = _clock, Logger = _log, OnServed = _served.Enqueue, Ports = ports ?? new() };
        var server = new DatagramServer(
            socket, sharesPort ? null : exchanges ?? _network, service, options, context);
        _endpoint = server.Endpoint;
        _running = server.RunAsync(_stop.Token, _insist.Token);
    }

    private async Task<ServeOutcome> StopAsync()
    {
        _stop.Cancel();
        await VirtualTime.PassAsync(_clock, _running);
        return await _running;
    }

    private async Task<DatagramPeer> PeerAsync()
    {
        System.Net.EndPoint server = (await _network.ResolveAsync(_endpoint))[0];
        return new DatagramPeer(_network.Open(server), server);
    }
}
