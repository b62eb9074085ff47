using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Protocols.Tests.Tftp;

public sealed class TftpReceiverTests
{
    private static readonly EndPoint Client = new IPEndPoint(IPAddress.Loopback, 1000);
    private static readonly EndPoint Server = new IPEndPoint(IPAddress.Loopback, 69);
    private static readonly EndPoint Transfer = new IPEndPoint(IPAddress.Loopback, 2000);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Gap_in_a_window_is_acknowledged_once()
    {
        TftpReceiver receiver = AcceptWindow(4, new MemoryFile());
        receiver.OnDatagram(Packets.Data(1, 8), Client, Second);

        receiver.OnDatagram(Packets.Data(3, 8), Client, Second);
        Assert.Equal([Packets.Ack(1)], receiver.Take(Second));
        receiver.OnDatagram(Packets.Data(4, 8), Client, Second);

        Assert.Empty(receiver.Take(Second));
    }

    [Fact]
    public void Window_is_acknowledged_at_its_end()
    {
        TftpReceiver receiver = AcceptWindow(3, new MemoryFile());

        foreach (int block in new[] { 1, 2, 3 })
        {
            Assert.Empty(receiver.Take(Second));
            receiver.OnDatagram(Packets.Data(block, 8), Client, Second);
        }

        Assert.Equal([Packets.Ack(3)], receiver.Take(Second));
    }

    [Fact]
    public void Window_that_comes_again_is_acknowledged_again_once()
    {
        TftpReceiver receiver = AcceptWindow(3, new MemoryFile());
        foreach (int block in new[] { 1, 2, 3 })
            receiver.OnDatagram(Packets.Data(block, 8), Client, Second);
        receiver.Take(Second);

        var answers = new List<byte[]>();
        foreach (int block in new[] { 1, 2, 3 })
        {
            receiver.OnDatagram(Packets.Data(block, 8), Client, Second);
            answers.AddRange(receiver.Take(Second));
        }

        Assert.Equal([Packets.Ack(3)], answers);
    }

    [Fact]
    public void Last_ack_is_repeated_while_dallying_and_ends_at_its_limit()
    {
        var file = new MemoryFile();
        TftpReceiver receiver = AcceptWindow(1, file);
        receiver.OnDatagram(Packets.Data(1, "end"), Client, Second);
        Assert.Equal([Packets.Ack(1)], receiver.Take(Second));
        Assert.Equal((TftpStatus.Done, false), (receiver.Outcome.Status, receiver.IsFinished));

        receiver.OnDatagram(Packets.Data(1, "end"), Client, 2 * Second);
        Assert.Equal([Packets.Ack(1)], receiver.Take(2 * Second));
        TimeSpan limit = (2 + TftpReceiver.DallyTimeouts) * Second;
        receiver.OnDeadline(limit - TimeSpan.FromTicks(1));
        Assert.False(receiver.IsFinished);
        receiver.OnDeadline(limit);

        Assert.True(receiver.IsFinished);
        Assert.Equal("end"u8.ToArray(), file.Written);
    }

    [Fact]
    public void Peer_that_repeats_its_last_block_for_ever_is_answered_a_limited_number_of_times()
    {
        TftpReceiver receiver = AcceptWindow(1, new MemoryFile());

        int answers = 0;
        for (int i = 0; i < 100; i++)
        {
            receiver.OnDatagram(Packets.Data(1, "end"), Client, Second);
            answers += receiver.Take(Second).Count;
        }

        Assert.Equal(1 + TftpSettings.DefaultMaxTries, answers);
        Assert.True(receiver.IsFinished);
    }

    [Fact]
    public void Client_does_not_dally_when_nothing_was_lost()
    {
        TftpReceiver receiver = Get(new MemoryFile(), new TftpSettings { AlwaysDallies = false });
        receiver.Take(TimeSpan.Zero);

        receiver.OnDatagram(Packets.Data(1, "end"), Transfer, Second);

        Assert.Equal([Packets.Ack(1)], receiver.Take(Second));
        Assert.True(receiver.IsFinished);
    }

    [Fact]
    public void Last_ack_waits_for_the_file_to_be_stored()
    {
        TftpReceiver receiver = AcceptWindow(1, new MemoryFile { CompletesAtOnce = false });
        receiver.OnDatagram(Packets.Data(1, "end"), Client, Second);
        receiver.OnDatagram(Packets.Data(1, "end"), Client, Second);
        Assert.Empty(receiver.Take(Second));
        Assert.True(receiver.AwaitsConfirmation);

        receiver.Confirm();

        Assert.Equal([Packets.Ack(1)], receiver.Take(Second));
        Assert.Throws<LocalProtocolException>(receiver.Confirm);
    }

    [Fact]
    public void Fewer_bytes_than_announced_are_no_file()
    {
        var file = new MemoryFile();
        TftpReceiver receiver = Get(file, new TftpSettings());
        receiver.Take(TimeSpan.Zero);
        receiver.OnDatagram(Packets.OptionAck(new TftpOptions(TransferBytes: 4)), Transfer, Second);
        Assert.Equal([Packets.Ack(0)], receiver.Take(Second));

        receiver.OnDatagram(Packets.Data(1, "abc"), Transfer, Second);

        Assert.Equal([Packets.Error(TftpErrorCode.NotDefined)], receiver.Take(Second));
        Assert.Equal(TftpStatus.PeerBrokeProtocol, receiver.Outcome.Status);
        Assert.False(file.WasCompleted);
    }

    [Theory]
    [InlineData(1_000, true), InlineData(1_001, false)]
    public void File_is_taken_up_to_the_limit(int announced, bool isTaken)
    {
        var request = new TftpRequest(true, "f", TftpMode.Octet, new TftpOptions(TransferBytes: announced));
        TftpReceiver receiver = TftpReceiver.Accept(
            request, Client, new MemoryFile(), new TftpSettings { MaxFileBytes = 1_000 });

        Assert.Equal(isTaken ? 6 : 5, Assert.Single(receiver.Take(Second))[1]);
        Assert.Equal(isTaken, !receiver.IsFinished);
    }

    [Fact]
    public void File_that_grows_above_the_limit_unannounced_is_refused_too()
    {
        var request = new TftpRequest(true, "f", TftpMode.Octet, TftpOptions.None);
        TftpReceiver receiver = TftpReceiver.Accept(
            request, Client, new MemoryFile(), new TftpSettings { MaxFileBytes = 512 });
        receiver.OnDatagram(Packets.Data(1, 512), Client, Second);
        receiver.Take(Second);

        receiver.OnDatagram(Packets.Data(2, 1), Client, Second);

        Assert.Equal([Packets.Error(TftpErrorCode.DiskFull)], receiver.Take(Second));
    }

    [Fact]
    public void Disk_that_is_full_is_told_to_the_sender()
    {
        TftpReceiver receiver = AcceptWindow(1, new MemoryFile { WriteError = new IOException("full") });

        receiver.OnDatagram(Packets.Data(1, 8), Client, Second);

        Assert.Equal([Packets.Error(TftpErrorCode.DiskFull)], receiver.Take(Second));
        Assert.Equal(TftpStatus.LocalFailure, receiver.Outcome.Status);
    }

    [Fact]
    public void Block_longer_than_agreed_ends_it()
    {
        TftpReceiver receiver = AcceptWindow(1, new MemoryFile());

        receiver.OnDatagram(Packets.Data(1, 9), Client, Second);

        Assert.Equal([Packets.Error(TftpErrorCode.IllegalOperation)], receiver.Take(Second));
    }

    [Fact]
    public void Option_ack_that_comes_again_is_acknowledged_again_until_data_came()
    {
        TftpReceiver receiver = Get(new MemoryFile(), new TftpSettings());
        receiver.Take(TimeSpan.Zero);
        byte[] options = Packets.OptionAck(new TftpOptions(TransferBytes: 600));

        receiver.OnDatagram(options, Transfer, Second);
        Assert.Equal([Packets.Ack(0)], receiver.Take(Second));
        receiver.OnDatagram(options, Transfer, Second);
        Assert.Equal([Packets.Ack(0)], receiver.Take(Second));
        receiver.OnDatagram(Packets.Data(1, 512), Transfer, Second);
        Assert.Equal([Packets.Ack(1)], receiver.Take(Second));
        receiver.OnDatagram(options, Transfer, Second);

        Assert.Empty(receiver.Take(Second));
    }

    [Fact]
    public void Aborting_tells_the_peer_once()
    {
        TftpReceiver receiver = AcceptWindow(1, new MemoryFile());

        receiver.Abort();
        receiver.Abort();

        Assert.Equal([Packets.Error(TftpErrorCode.NotDefined)], receiver.Take(Second));
        Assert.True(receiver.IsFinished);
    }

    [Fact]
    public void Garbage_neither_throws_nor_completes_a_file_out_of_order() => Prop.ForAll<byte[], byte, ushort>(
        (bytes, opcode, block) =>
        {
            TftpReceiver receiver = AcceptWindow(4, new MemoryFile());
            receiver.OnDatagram([0, (byte)(opcode % 8), (byte)(block >> 8), (byte)block, .. bytes], Client, Second);
            Assert.InRange(receiver.Take(Second).Count, 0, 1);
            return receiver.Outcome.Status != TftpStatus.Done || block == 1;
        }).QuickCheckThrowOnFailure();

    private static TftpReceiver Get(MemoryFile file, TftpSettings settings) =>
        TftpReceiver.Get("f", TftpMode.Octet, Server, file, settings);

    // Blocks of 8 bytes; the OACK has been sent.
    private static TftpReceiver AcceptWindow(int window, MemoryFile file)
    {
        var request = new TftpRequest(true, "f", TftpMode.Octet, new TftpOptions(8, WindowBlocks: window));
        TftpReceiver receiver = TftpReceiver.Accept(request, Client, file, new TftpSettings());
        Assert.Single(receiver.Take(TimeSpan.Zero));
        return receiver;
    }
}
