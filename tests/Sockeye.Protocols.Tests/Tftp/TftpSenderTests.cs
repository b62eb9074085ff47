using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Tftp;

namespace Sockeye.Protocols.Tests.Tftp;

public sealed class TftpSenderTests
{
    private static readonly EndPoint Client = new IPEndPoint(IPAddress.Loopback, 1000);
    private static readonly EndPoint Server = new IPEndPoint(IPAddress.Loopback, 69);
    private static readonly EndPoint Transfer = new IPEndPoint(IPAddress.Loopback, 2000);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TftpSettings Settings = new() { BlockBytes = 8 };

    [Fact]
    public void Lost_ack_sends_the_same_block_again_at_the_deadline_and_not_a_tick_before()
    {
        TftpSender sender = Serve(MemoryFile.OfSize(600));
        List<byte[]> first = sender.Take(TimeSpan.Zero);

        sender.OnDeadline(Second - TimeSpan.FromTicks(1));
        Assert.Empty(sender.Take(Second));
        sender.OnDeadline(Second);

        Assert.Equal(first, sender.Take(Second));
        Assert.Equal(3 * Second, sender.Deadline); // the second wait is doubled
    }

    [Fact]
    public void Duplicate_ack_is_not_answered()
    {
        TftpSender sender = Serve(MemoryFile.OfSize(2_000));
        sender.Take(TimeSpan.Zero);
        sender.OnDatagram(Packets.Ack(1), Client, Second);
        sender.Take(Second);

        sender.OnDatagram(Packets.Ack(1), Client, Second);

        Assert.Empty(sender.Take(Second));
    }

    [Fact]
    public void Ack_inside_the_window_goes_back_to_the_block_after_it()
    {
        TftpSender sender = ServeWindow(4, blocks: 20);

        sender.OnDatagram(Packets.Ack(2), Client, Second);

        Assert.Equal([3, 4, 5, 6], sender.Take(Second).Select(data => data[3]));
    }

    [Fact]
    public void Duplicate_ack_of_a_window_repeats_the_next_one_once()
    {
        TftpSender sender = ServeWindow(4, blocks: 20);
        sender.OnDatagram(Packets.Ack(4), Client, Second);
        Assert.Equal([5, 6, 7, 8], sender.Take(Second).Select(data => data[3]));

        sender.OnDatagram(Packets.Ack(4), Client, Second); // block 5 was lost
        Assert.Equal([5, 6, 7, 8], sender.Take(Second).Select(data => data[3]));
        sender.OnDatagram(Packets.Ack(4), Client, Second);
        Assert.Empty(sender.Take(Second));

        sender.OnDatagram(Packets.Ack(8), Client, Second);
        Assert.Equal([9, 10, 11, 12], sender.Take(Second).Select(data => data[3]));
        sender.OnDatagram(Packets.Ack(8), Client, Second); // of the window that was sent twice
        Assert.Empty(sender.Take(Second));
    }

    [Fact]
    public void Stranger_gets_error_5_and_the_transfer_goes_on()
    {
        EndPoint stranger = new IPEndPoint(IPAddress.Loopback, 6666);
        TftpSender sender = Serve(MemoryFile.OfSize(600));
        sender.Take(TimeSpan.Zero);

        sender.OnDatagram(Packets.Ack(1), stranger, Second);
        (byte[] Datagram, EndPoint To) answer = Assert.Single(sender.TakeAddressed(Second));
        Assert.Equal(Packets.Error(TftpErrorCode.UnknownTransferId), answer.Datagram);
        Assert.Equal(stranger, answer.To);
        sender.OnDatagram(Packets.Error(TftpErrorCode.NotDefined), stranger, Second);
        Assert.Empty(sender.Take(Second)); // errors are never answered

        sender.OnDatagram(Packets.Ack(1), Client, Second);
        Assert.Equal(2, Assert.Single(sender.Take(Second))[3]);
    }

    [Fact]
    public void Client_that_never_answers_costs_three_blocks()
    {
        TftpSender sender = Serve(MemoryFile.OfSize(100_000));

        List<byte[]> sent = RunSilently(sender);

        Assert.Equal(TftpSettings.MaxUnansweredBlocks * (512 + 4), sent.Sum(datagram => datagram.Length));
        Assert.Equal(TftpStatus.TimedOut, sender.Outcome.Status);
    }

    [Fact]
    public void Client_that_asks_for_a_large_window_and_never_answers_costs_small_packets_only()
    {
        var asked = new TftpOptions(65_464, 1, 0, 65_535);
        TftpSender sender = TftpSender.Serve(
            new TftpRequest(false, "file", TftpMode.Octet, asked), Client, MemoryFile.OfSize(1_000_000), Settings);

        List<byte[]> sent = RunSilently(sender);

        Assert.Equal(TftpSettings.DefaultMaxTries, sent.Count);
        Assert.All(sent, datagram => Assert.InRange(datagram.Length, 1, 64));
    }

    [Fact]
    public void Client_that_was_once_there_gets_all_tries()
    {
        TftpSender sender = Serve(MemoryFile.OfSize(2_000));
        sender.Take(TimeSpan.Zero);
        sender.OnDatagram(Packets.Ack(1), Client, Second);

        Assert.Equal(TftpSettings.DefaultMaxTries, RunSilently(sender).Count);
    }

    [Theory]
    [InlineData(100, 64), InlineData(64, 64), InlineData(63, 63), InlineData(1, 1)]
    public void Window_is_clamped(int asked, int agreed)
    {
        var options = new TftpOptions(WindowBlocks: asked);
        TftpSender sender = TftpSender.Serve(
            new TftpRequest(false, "f", TftpMode.Octet, options), Client, MemoryFile.OfSize(10), Settings);

        Assert.Equal(
            Packets.OptionAck(new TftpOptions(WindowBlocks: agreed)), Assert.Single(sender.Take(TimeSpan.Zero)));
    }

    [Fact]
    public void File_that_became_shorter_ends_with_an_error_not_with_a_short_block()
    {
        var file = new MemoryFile(new byte[700]) { AnnouncedLength = 2_000 };
        TftpSender sender = Serve(file);
        sender.Take(TimeSpan.Zero);

        sender.OnDatagram(Packets.Ack(1), Client, Second);

        Assert.Equal(Packets.Error(TftpErrorCode.NotDefined), Assert.Single(sender.Take(Second)));
        Assert.Equal(TftpStatus.LocalFailure, sender.Outcome.Status);
    }

    [Fact]
    public void Client_learns_the_transfer_id_from_the_first_answer_of_the_host_it_asked()
    {
        TftpSender sender = TftpSender.Put(
            "f", TftpMode.Octet, Server, MemoryFile.OfSize(600), Settings with { AsksForOptions = false });
        Assert.Equal(Server, Assert.Single(sender.TakeAddressed(TimeSpan.Zero)).To);

        sender.OnDatagram(Packets.Ack(0), new IPEndPoint(IPAddress.Parse("127.0.0.9"), 2000), Second);
        Assert.False(sender.HasPeer);
        sender.Take(Second);
        sender.OnDatagram(Packets.Ack(0), Transfer, Second);

        Assert.Equal(Transfer, Assert.Single(sender.TakeAddressed(Second)).To);
    }

    [Theory]
    [InlineData("blksize 9 "), InlineData("rollover 1 "), InlineData("timeout 1 "), InlineData("windowsize 65 ")]
    public void Server_that_agrees_to_what_was_not_asked_gets_error_8(string options)
    {
        TftpSender sender = TftpSender.Put("f", TftpMode.Octet, Server, MemoryFile.OfSize(10), Settings);
        sender.Take(TimeSpan.Zero);

        sender.OnDatagram(Packets.Of(6, options), Transfer, Second);

        Assert.Equal(Packets.Error(TftpErrorCode.OptionsRefused), Assert.Single(sender.Take(Second)));
        Assert.Equal(TftpStatus.PeerBrokeProtocol, sender.Outcome.Status);
    }

    [Fact]
    public void Error_of_the_peer_ends_it_with_text_made_printable()
    {
        TftpSender sender = Serve(MemoryFile.OfSize(10));

        sender.OnDatagram([0, 5, 0, 3, (byte)'a', 27, 0], Client, Second);

        Assert.Equal(new TftpOutcome(TftpStatus.EndedByPeer, TftpErrorCode.DiskFull, "a\\x1b"), sender.Outcome);
        Assert.Empty(sender.Take(Second));
    }

    [Fact]
    public void Garbage_neither_throws_nor_completes_a_transfer() => Prop.ForAll<byte[], byte>((bytes, opcode) =>
    {
        TftpSender sender = ServeWindow(4, blocks: 100);
        sender.OnDatagram([0, (byte)(opcode % 8), .. bytes], Client, Second);
        Assert.InRange(sender.Take(Second).Count, 0, 4);
        return sender.Outcome.Status is TftpStatus.Running or TftpStatus.EndedByPeer;
    }).QuickCheckThrowOnFailure();

    private static TftpSender Serve(MemoryFile file) =>
        TftpSender.Serve(new TftpRequest(false, "file", TftpMode.Octet, TftpOptions.None), Client, file, Settings);

    // The first window has been sent.
    private static TftpSender ServeWindow(int window, int blocks)
    {
        var request = new TftpRequest(false, "file", TftpMode.Octet, new TftpOptions(8, WindowBlocks: window));
        TftpSender sender = TftpSender.Serve(request, Client, MemoryFile.OfSize(8 * blocks), Settings);
        sender.Take(TimeSpan.Zero);
        sender.OnDatagram(Packets.Ack(0), Client, TimeSpan.Zero);
        Assert.Equal(window, sender.Take(TimeSpan.Zero).Count);
        return sender;
    }

    private static List<byte[]> RunSilently(TftpSender sender)
    {
        List<byte[]> sent = sender.Take(Second);
        while (sender.Deadline is { } deadline)
        {
            sender.OnDeadline(deadline);
            sent.AddRange(sender.Take(deadline));
        }

        return sent;
    }
}
