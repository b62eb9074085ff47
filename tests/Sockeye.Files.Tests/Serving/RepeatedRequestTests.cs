using Sockeye.Protocols.Tftp;
using Sockeye.Serving;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Files.Tests.Serving;

/// <summary>A peer that is being served sends a request again, or another one.</summary>
public sealed class RepeatedRequestTests : DatagramServerFixture
{
    [Fact]
    public void Request_repeated_while_it_is_served_is_not_served_twice() => Time.Run(async () =>
    {
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();

        await client.SendAsync(ReadRequest);
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);
        await client.AnswerAsync([0, 4, 0, 1]);

        Assert.Equal(ServeOutcome.Drained, await StopAsync());
        Assert.Equal(EndReason.Completed, Assert.Single(Served).Reason);
    });

    [Theory, InlineData(false), InlineData(true)]
    public void Another_request_of_a_peer_that_has_answered_is_a_new_transfer(bool sharesPort) => Time.Run(async () =>
    {
        Files.Add("file", 1_000);
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
        Assert.Equal([EndReason.PeerReset, EndReason.Completed], Served.Select(served => served.Reason));
    });

    [Fact]
    public void Same_request_that_is_read_late_disturbs_no_transfer() => Time.Run(async () =>
    {
        Files.Add("file", 1_000);
        await StartAsync(Tftp(), ServeMode.Concurrent(10));
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);
        System.Net.EndPoint? transfer = client.From;
        await client.AnswerAsync([0, 4, 0, 1]);
        await client.ReceiveAsync(TftpOpcode.Data);

        await client.SendAsync(ReadRequest);
        await client.ReceiveAsync(TftpOpcode.Data);
        Assert.NotEqual(transfer, client.From);
        await client.AnswerAsync([0, 5, 0, 5, 0]); // unknown transfer ID, as RFC 1350 §4 has it
        await client.AnswerAsync([0, 4, 0, 2], transfer);

        Assert.Equal(ServeOutcome.Drained, await StopAsync());
        Assert.Equal([EndReason.Completed, EndReason.PeerReset], Served.Select(served => served.Reason).Order());
    });

    [Theory, InlineData(false), InlineData(true)]
    public void A_different_request_before_the_first_answer_is_a_new_transfer(bool sharesPort) => Time.Run(async () =>
    {
        Files.Add("other", 3);
        await StartAsync(Tftp(), ServeMode.Concurrent(10), sharesPort);
        await using DatagramPeer client = await PeerAsync();
        await client.SendAsync(ReadRequest);
        Assert.Equal(104, (await client.ReceiveAsync()).Length);

        await client.SendAsync("\0\u0001other\0octet\0"u8.ToArray());
        Assert.Equal(7, (await client.ReceiveAsync()).Length);
        await client.AnswerAsync([0, 4, 0, 1]);

        Assert.Equal(ServeOutcome.Drained, await StopAsync());
        Assert.Equal([EndReason.PeerReset, EndReason.Completed], Served.Select(served => served.Reason));
    });

    [Theory, InlineData(false), InlineData(true)]
    public void Request_repeated_before_the_first_answer_brings_the_first_block_again(bool sharesPort) =>
        Time.Run(async () =>
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
        Assert.Equal(EndReason.Completed, Assert.Single(Served).Reason);
    });
}
