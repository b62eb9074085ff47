using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using Sockeye.Protocols.Machines;

namespace Sockeye.Protocols.Tests.Machines;

/// <summary>A player of <see cref="TestWorld"/>: joins, sees so many ticks, leaves.</summary>
internal sealed class TestPlayer(EndPoint world, int ticks) : IDatagramMachine
{
    private static readonly byte[] Hello = [.. "hello"u8, .. new byte[32]];
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private byte[]? _cookie;
    private bool _isDue = true;
    private int _last;

    /// <summary>How many ticks it has seen, each once.</summary>
    public int Seen { get; private set; }

    public TimeSpan? Deadline { get; private set; }

    public bool IsFinished { get; private set; }

    public void OnDatagram(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now)
    {
        if (datagram.Length == 32)
        {
            _isDue |= _cookie is null;
            _cookie = datagram.ToArray();
        }
        else if (BinaryPrimitives.ReadInt32BigEndian(datagram[1..]) is var tick && tick > _last)
        {
            _last = tick;
            Seen++;
        }
    }

    public void OnDeadline(TimeSpan now) => _isDue = true;

    public bool TryTakeOutgoing(IBufferWriter<byte> datagram, TimeSpan now, out EndPoint to)
    {
        to = world;
        if (!_isDue || IsFinished)
            return false;

        byte[] next = this switch
        {
            { _cookie: null } => Hello,
            { Seen: 0 } => [.. "J"u8, .. _cookie],
            _ => [(byte)(Seen < ticks ? 'M' : 'Q')],
        };
        datagram.Write(next);
        IsFinished = next is [(byte)'Q'];
        (_isDue, Deadline) = (false, now + Interval);
        return true;
    }
}
