using Microsoft.Extensions.Logging;
using Sockeye.Protocols.Tftp;
using Sockeye.Services.Echo;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Serving;

/// <summary>The server, seen through TFTP clients that a test moves packet by packet, and through echo.</summary>
public sealed class DatagramServerTests : DatagramServerFixture
{
    [Fact]
    public void Who_gets_no_socket_is_told_in_the_log_and_served_when_asking_again() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10), exchanges: new FailingOnceTransport(Network));
        await using DatagramPeer client = await PeerAsync();

        await client.AskUntilAnsweredAsync(ReadRequest, client.ReceiveAsync(TftpOpcode.Data));

        await StopAsync();
        Assert.Equal(EndReason.LocalFailure, Served.First().Reason);
        Assert.Equal(["service d1: not served now (no port is free)"], Log.At(LogLevel.Warning));
    });

    [Theory, InlineData(false), InlineData(true)]
    public void One_peer_leaves_an_eighth_of_the_exchanges_to_others(bool sharesPort) => Time.Run(async () =>
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
        await VirtualTime.UntilAsync(() => !Served.IsEmpty);
        await clients[7].AskUntilAnsweredAsync(ReadRequest, eighth);

        foreach (DatagramPeer client in clients)
            await client.DisposeAsync();
    });

    [Theory, InlineData(false), InlineData(true)]
    public void Stopping_waits_for_the_drain_time_and_then_cuts_off_with_an_error(bool sharesPort) =>
        Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10), sharesPort, drain: TimeSpan.FromSeconds(2));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        Stop.Cancel();
        await VirtualTime.UntilAsync(() => Clock.HasTimer(dueIn: TimeSpan.FromSeconds(2)));
        Clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.Empty(Served);
        Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(ServeOutcome.CutOff, await Running);
        Assert.Equal(EndReason.DrainTimedOut, Assert.Single(Served).Reason);
        await client.ReceiveUntilAsync(TftpOpcode.Error);
    });

    [Fact]
    public void Exchange_that_ends_within_the_drain_time_is_not_cut_off() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        Stop.Cancel();
        await client.AnswerAsync([0, 4, 0, 1]);

        Assert.Equal(ServeOutcome.Drained, await Running);
        Assert.Equal(EndReason.Completed, Assert.Single(Served).Reason);
    });

    [Fact]
    public void Insisting_cuts_off_at_once() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        Stop.Cancel();
        Insist.Cancel();

        Assert.Equal(ServeOutcome.CutOff, await Running);
        Assert.Equal(TimeSpan.Zero, Clock.Elapsed);
    });

    [Fact]
    public void Exchange_that_only_waits_for_repetitions_is_not_cut_off() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync("\0\u0002new\0octet\0"u8.ToArray());
        await client.ReceiveAsync(TftpOpcode.Ack);
        await client.AnswerAsync([0, 3, 0, 1, (byte)'x']);
        await client.ReceiveAsync(TftpOpcode.Ack); // the file is whole; it stays a while, in case this ACK is lost

        Stop.Cancel();
        Insist.Cancel();

        Assert.Equal(ServeOutcome.Drained, await Running);
        Assert.Equal(EndReason.Completed, Assert.Single(Served).Reason);
    });

    [Fact]
    public void Duration_does_not_follow_the_calendar() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        Clock.StepCalendar(TimeSpan.FromHours(-1));
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        await client.AnswerAsync([0, 4, 0, 1]);
        await StopAsync();

        ServiceInterval served = Assert.Single(Served);
        Assert.Equal(TimeSpan.FromMilliseconds(500), served.End - served.Start);
    });

    [Fact]
    public void Iterative_server_serves_one_after_the_other() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Iterative);
        await using DatagramPeer first = await PeerAsync();
        await using DatagramPeer second = await PeerAsync();
        await first.SendAsync(ReadRequest);
        await first.ReceiveAsync(TftpOpcode.Data);
        await second.SendAsync(ReadRequest);
        Clock.Advance(TimeSpan.FromMilliseconds(500));

        await first.AnswerAsync([0, 4, 0, 1]);
        await second.ReceiveAsync(TftpOpcode.Data);
        await second.AnswerAsync([0, 4, 0, 1]);

        await StopAsync();
        ServiceInterval[] served = [.. Served];
        Assert.Equal(2, served.Length);
        Assert.False(served[0].Overlaps(served[1]));
        Assert.True(served[0].End > served[0].Start);
    });

    [Fact]
    public void Full_server_on_a_shared_port_drops_requests_and_serves_who_asks_again() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Iterative, sharesPort: true);
        await using DatagramPeer first = await PeerAsync();
        await using DatagramPeer second = await PeerAsync();
        await first.SendAsync(ReadRequest);
        await first.ReceiveAsync(TftpOpcode.Data);
        await second.SendAsync(ReadRequest); // comes before what ends the first one
        await first.AnswerAsync([0, 4, 0, 1]);
        await VirtualTime.UntilAsync(() => !Served.IsEmpty);

        Task answer = second.ReceiveAsync(TftpOpcode.Data);
        Assert.False(answer.IsCompleted);
        await second.AskUntilAnsweredAsync(ReadRequest, answer);
        await second.AnswerAsync([0, 4, 0, 1]);

        await StopAsync();
        Assert.Equal(2, Served.Count);
        Assert.False(Served.First().Overlaps(Served.Last()));
    });

    [Fact]
    public void Silent_client_is_given_up_and_garbage_opens_nothing() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), new ServeMode(10, 1));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync([1, 2, 3]);
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        await VirtualTime.PassAsync(Clock, Running);

        ServiceInterval served = Assert.Single(Served);
        Assert.Equal(EndReason.PeerReset, served.Reason);
        Assert.Equal(4 + 100, served.BytesSent); // a second one would make it more than ten times the request
    });

    [Fact]
    public void Stray_packet_at_the_servers_port_disturbs_no_transfer() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);

        await client.SendAsync([0, 3, 0, 1, 1, 2, 3]);
        await client.AnswerAsync([0, 4, 0, 1]);

        await StopAsync();
        Assert.Equal(EndReason.Completed, Assert.Single(Served).Reason);
    });

    [Fact]
    public void What_seems_to_come_from_a_server_of_ours_is_not_answered() => Time.Run(async () =>
    {
        var ports = new OwnPorts();
        await StartAsync(new EchoDatagramService(), new ServeMode(1, 1), ports: ports);
        await using DatagramPeer other = await PeerAsync();
        await using DatagramPeer client = await PeerAsync();
        ports.Add(other.Endpoint);

        await other.SendAsync("loop"u8.ToArray());
        await client.SendAsync("asked"u8.ToArray());

        Assert.Equal("asked"u8.ToArray(), await client.ReceiveAsync());
        Assert.Equal(ServeOutcome.Drained, await Running); // one answer was all
    });

    [Fact]
    public void Two_servers_that_know_nothing_of_each_other_do_not_answer_each_other_for_ever() => Time.Run(async () =>
    {
        await StartAsync(new EchoDatagramService(), ServeMode.Concurrent(10));
        IDatagramSocket socket = await Network.BindAsync(Endpoint.Udp("other", 0));
        int answers = 0;
        var counted = new ServerContext { Time = Clock, Logger = Log, OnServed = _ => answers++ };
        var other = new DatagramServer(socket, Network, new EchoDatagramService(), new ServeOptions(), counted);
        Task<ServeOutcome> running = other.RunAsync(Stop.Token, default);

        System.Net.EndPoint here = (await Network.ResolveAsync(ServerEndpoint))[0];
        System.Net.EndPoint there = (await Network.ResolveAsync(other.Endpoint))[0];
        Network.Deliver("loop"u8, from: here, to: there);
        while (!Log.At(LogLevel.Warning).Any() && answers < 20_000)
            await Task.Yield();

        Assert.InRange(answers, 1, 10_001);
        await StopAsync();
        await running;
    });

    [Fact]
    public void Datagrams_are_echoed_and_counted() => Time.Run(async () =>
    {
        await StartAsync(new EchoDatagramService(), new ServeMode(1, 2));
        await using DatagramPeer client = await PeerAsync();

        await client.SendAsync("one"u8.ToArray());
        Assert.Equal("one"u8.ToArray(), await client.ReceiveAsync());
        await client.SendAsync("two"u8.ToArray());
        Assert.Equal("two"u8.ToArray(), await client.ReceiveAsync());

        Assert.Equal(ServeOutcome.Drained, await Running);
        Assert.Equal([3, 3], Served.Select(served => served.BytesSent));
    });
}
