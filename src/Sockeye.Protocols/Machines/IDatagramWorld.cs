using System.Buffers;
using System.Net;
using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Machines;

/// <summary>Many peers at one socket, and one clock for all: what a game's server is. Nothing waits.</summary>
/// <remarks>
/// Called by a <see cref="WorldMachine"/>, from one thread at a time. A peer is a number, from 0 up; when it has left,
/// another may get it. <c>now</c> counts from any fixed moment, and never goes back.
/// </remarks>
public interface IDatagramWorld
{
    /// <summary>The time from one tick to the next; always the same.</summary>
    TimeSpan TickTime { get; }

    /// <summary>Decides about a datagram from an address that no peer has.</summary>
    /// <remarks>
    /// Its sender may have made the address up. So whoever is to join proves that it hears what is sent there: it
    /// repeats a cookie from an answer, for example. An answer that is longer than the datagram is not sent.
    /// </remarks>
    /// <param name="datagram">Its payload, valid during the call.</param>
    /// <param name="from">Who sent it, as far as the network tells.</param>
    /// <param name="answer">What is written here is sent back.</param>
    /// <param name="now">The time of arrival.</param>
    /// <returns>true when its sender joins.</returns>
    bool Admits(ReadOnlySpan<byte> datagram, EndPoint from, IBufferWriter<byte> answer, TimeSpan now);

    /// <summary>
    /// Whose a datagram is, by what it says itself, whatever its address: a connection id that nobody can guess. The
    /// peer is at that address from then on. Default: null, a peer is known by its address.
    /// </summary>
    /// <param name="datagram">Its payload, valid during the call.</param>
    int? PeerOf(ReadOnlySpan<byte> datagram) => null;

    /// <summary>A peer has joined.</summary>
    void OnJoined(int peer, TimeSpan now);

    /// <summary>A peer has left: it was silent for too long, or the world let it go.</summary>
    void OnLeft(int peer, TimeSpan now);

    /// <summary>A peer sent something. Garbage is ignored: to datagrams it is weather.</summary>
    /// <param name="peer">Who.</param>
    /// <param name="datagram">Its payload, valid during the call.</param>
    /// <param name="now">The time of arrival.</param>
    void OnDatagram(int peer, ReadOnlySpan<byte> datagram, TimeSpan now);

    /// <summary>A tick has passed. There are none while nobody is in the world.</summary>
    /// <param name="now">When it was due.</param>
    void OnTick(TimeSpan now);

    /// <summary>Writes the next datagram to be sent, if there is one.</summary>
    /// <param name="datagram">Where to write it. Nothing is written when the result is false.</param>
    /// <param name="peer">Whom to send it to.</param>
    /// <returns>false when there is nothing to send now.</returns>
    bool TryTakeOutgoing(IBufferWriter<byte> datagram, out int peer);

    /// <summary>Names the next peer to let go, once all that is to be sent was taken. Default: none.</summary>
    /// <returns>false when there is none.</returns>
    bool TryTakeLeaver(out int peer)
    {
        peer = -1;
        return false;
    }
}

/// <summary>The limits of a <see cref="WorldMachine"/>. Every limit is finite.</summary>
public sealed record WorldOptions
{
    /// <summary>How many peers are in the world at once. Default 64. Beyond, nobody joins.</summary>
    public int MaxPeers { get; init => field = Require.AtLeast(1, value); } = 64;

    /// <summary>
    /// After how long a peer that sends nothing has left. Default 10 s: many lost packets, few lost players. It is
    /// looked at with each tick.
    /// </summary>
    public TimeSpan SilenceTimeout { get; init => field = Require.Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many ticks that are overdue are made up for at once; the others are left out, and the world is late by them.
    /// Default 8, a quarter of a second of a game's usual 30 a second: our choice.
    /// </summary>
    public int MaxOverdueTicks { get; init => field = Require.AtLeast(1, value); } = 8;
}
