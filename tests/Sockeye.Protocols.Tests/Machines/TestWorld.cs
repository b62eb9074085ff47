using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sockeye.Protocols.Machines;

namespace Sockeye.Protocols.Tests.Machines;

/// <summary>The least that is a world: each tick tells each player its number, and how many there are.</summary>
/// <remarks>
/// <code>
/// hello and padding      to the world    who are you
/// cookie                 from it         32 bytes, by the address
/// J cookie               to it           let me in
/// M                      to it           I am still here
/// Q                      to it           I leave
/// I number ...           to it           the same from a new address, as a phone has it
/// S tick players         from it         4 bytes each, each tick
/// </code>
/// </remarks>
internal sealed class TestWorld : IDatagramWorld
{
    private readonly Queue<int> _leavers = new();
    private readonly Queue<int> _outgoing = new();
    private int _tick;

    public TimeSpan TickTime => TimeSpan.FromMilliseconds(33);

    public SortedSet<int> Players { get; } = [];

    public int MostPlayers { get; private set; }

    /// <summary>When each tick was due.</summary>
    public List<TimeSpan> Ticks { get; } = [];

    /// <summary>Who said what, but for the usual.</summary>
    public List<string> Heard { get; } = [];

    public static byte[] Cookie(EndPoint from) => SHA256.HashData(Encoding.UTF8.GetBytes($"secret {from}"));

    public bool Admits(ReadOnlySpan<byte> datagram, EndPoint from, IBufferWriter<byte> answer, TimeSpan now)
    {
        byte[] cookie = Cookie(from);
        if (datagram.StartsWith("hello"u8))
            answer.Write(cookie);
        return datagram.StartsWith("J"u8) && datagram[1..].SequenceEqual(cookie);
    }

    public int? PeerOf(ReadOnlySpan<byte> datagram) => datagram.StartsWith("I"u8) ? datagram[1] : null;

    public void OnJoined(int peer, TimeSpan now)
    {
        Players.Add(peer);
        MostPlayers = Math.Max(MostPlayers, Players.Count);
    }

    public void OnLeft(int peer, TimeSpan now) => Players.Remove(peer);

    public void OnDatagram(int peer, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (datagram.SequenceEqual("Q"u8))
            _leavers.Enqueue(peer);
        else if (!datagram.SequenceEqual("M"u8))
            Heard.Add($"{peer}: {Encoding.UTF8.GetString(datagram)}");
    }

    public void OnTick(TimeSpan now)
    {
        Ticks.Add(now);
        _tick++;
        foreach (int player in Players)
            _outgoing.Enqueue(player);
    }

    public bool TryTakeOutgoing(IBufferWriter<byte> datagram, out int peer)
    {
        while (_outgoing.TryDequeue(out peer))
        {
            if (!Players.Contains(peer))
                continue;

            Span<byte> snapshot = datagram.GetSpan(9);
            snapshot[0] = (byte)'S';
            BinaryPrimitives.WriteInt32BigEndian(snapshot[1..], _tick);
            BinaryPrimitives.WriteInt32BigEndian(snapshot[5..], Players.Count);
            datagram.Advance(9);
            return true;
        }

        return false;
    }

    public bool TryTakeLeaver(out int peer) => _leavers.TryDequeue(out peer);
}
