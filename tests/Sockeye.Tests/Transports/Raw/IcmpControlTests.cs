using System.Buffers.Binary;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Native;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Raw;

namespace Sockeye.Tests.Transports.Raw;

/// <summary>What 64-bit Linux, little-endian, writes beside a message.</summary>
public sealed class IcmpControlTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Hop_limit_and_time_of_arrival_are_read()
    {
        _clock.Advance(TimeSpan.FromSeconds(100));
        DateTimeOffset arrived = _clock.GetUtcNow() - TimeSpan.FromMilliseconds(3);
        byte[] control = [.. Message(1, 35, Stamp(arrived)), .. Message(0, 2, [57, 0, 0, 0])];

        IcmpArrival arrival = new IcmpControl(_clock).Read(control);

        Assert.Equal((57, null), (arrival.HopLimit, arrival.Error));
        Assert.Equal(TimeSpan.FromMilliseconds(3), _clock.GetElapsedTime(arrival.Timestamp));
    }

    [Theory]
    [InlineData(-1), InlineData(61)] // from the future; longer ago than anything waits
    public void Calendar_that_was_set_meanwhile_is_not_believed(int secondsAgo)
    {
        byte[] control = Message(1, 35, Stamp(_clock.GetUtcNow() - TimeSpan.FromSeconds(secondsAgo)));

        Assert.Equal(_clock.GetTimestamp(), new IcmpControl(_clock).Read(control).Timestamp);
    }

    [Fact]
    public void Error_is_read_with_its_sender()
    {
        byte[] error = [113, 0, 0, 0, 2, 3, 1, 0, 0x78, 5, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 10, 1, 2, 3, .. new byte[8]];

        IcmpArrival arrival = new IcmpControl(_clock).Read(Message(0, 11, error));

        Assert.Equal(new IcmpNotice(3, 1, 1400, IPAddress.Parse("10.1.2.3")), arrival.Error);
    }

    [Fact]
    public void Error_of_this_machine_is_none()
    {
        byte[] error = [90, 0, 0, 0, 1, 0, 0, 0, .. new byte[24]];

        Assert.Null(new IcmpControl(_clock).Read(Message(0, 11, error)).Error);
    }

    [Fact]
    public void Message_that_is_cut_is_not_read()
    {
        byte[] control = Message(0, 2, [57, 0, 0, 0]);

        for (int length = 0; length < 20; length++)
            Assert.Null(new IcmpControl(_clock).Read(control.AsSpan(0, length)).HopLimit);
        Assert.Equal(57, new IcmpControl(_clock).Read(control.AsSpan(0, 20)).HopLimit);
    }

    [Fact]
    public void Garbage_ends() => Prop.ForAll<byte[]>(bytes =>
    {
        var messages = new ControlMessages([.. bytes, .. bytes, .. bytes]);
        int count = 0;
        while (messages.MoveNext())
            count++;
        return count <= bytes.Length * 3 / 16;
    }).QuickCheckThrowOnFailure();

    private static byte[] Message(int level, int type, byte[] data)
    {
        byte[] message = new byte[(16 + data.Length + 7) / 8 * 8];
        BinaryPrimitives.WriteInt64LittleEndian(message, 16 + data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), level);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), type);
        data.CopyTo(message, 16);
        return message;
    }

    private static byte[] Stamp(DateTimeOffset at)
    {
        byte[] stamp = new byte[16];
        TimeSpan since = at - DateTimeOffset.UnixEpoch;
        BinaryPrimitives.WriteInt64LittleEndian(stamp, (long)Math.Floor(since.TotalSeconds));
        BinaryPrimitives.WriteInt64LittleEndian(stamp.AsSpan(8), since.Ticks % TimeSpan.TicksPerSecond * 100);
        return stamp;
    }
}
