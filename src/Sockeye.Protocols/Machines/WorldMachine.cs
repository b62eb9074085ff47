using System.Buffers;
using System.Net;

namespace Sockeye.Protocols.Machines;

/// <summary>
/// Drives a world as any datagram machine is driven: it knows who is where, and its deadline is the next tick.
/// </summary>
/// <param name="world">What happens.</param>
/// <param name="options">The limits.</param>
public sealed class WorldMachine(IDatagramWorld world, WorldOptions options) : IDatagramMachine
{
    private readonly Dictionary<EndPoint, int> _peers = [];
    private readonly Place?[] _places = new Place?[options.MaxPeers];
    private readonly Queue<(EndPoint To, byte[] Answer)> _answers = new();
    private readonly ArrayBufferWriter<byte> _answer = new();
    private TimeSpan _nextTick;

    /// <summary>How many peers are in the world.</summary>
    public int PeerCount { get; private set; }

    /// <inheritdoc/>
    public TimeSpan? Deadline => PeerCount > 0 && !IsFinished ? _nextTick : null;

    /// <summary>Whether it was stopped: by itself a world never ends.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Ends the world; what waits to be sent is still taken.</summary>
    public void Stop() => IsFinished = true;

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now)
    {
        if (world.PeerOf(datagram) is { } known && PlaceOf(known) is { } place)
        {
            Move(known, place, from);
            Hear(known, datagram, now);
        }
        else if (_peers.TryGetValue(from, out int peer))
        {
            Hear(peer, datagram, now);
        }
        else
        {
            Meet(datagram, from, now);
        }
    }

    /// <inheritdoc/>
    public void OnDeadline(TimeSpan now)
    {
        for (int ticks = 0; Deadline <= now && ticks < options.MaxOverdueTicks; ticks++)
        {
            TimeSpan due = _nextTick;
            _nextTick += world.TickTime;
            world.OnTick(due);
            LetSilentGo(due);
        }

        if (Deadline <= now)
            _nextTick = now + world.TickTime;
    }

    /// <inheritdoc/>
    public bool TryTakeOutgoing(IBufferWriter<byte> datagram, TimeSpan now, out EndPoint to)
    {
        if (_answers.TryDequeue(out (EndPoint To, byte[] Answer) answer))
        {
            datagram.Write(answer.Answer);
            to = answer.To;
            return true;
        }

        if (world.TryTakeOutgoing(datagram, out int peer))
        {
            to = PlaceOf(peer)?.Address ?? throw new LocalProtocolException($"no peer {peer} is in the world");
            return true;
        }

        while (world.TryTakeLeaver(out int leaver))
            LetGo(leaver, now);
        to = null!;
        return false;
    }

    private Place? PlaceOf(int peer) => peer >= 0 && peer < _places.Length ? _places[peer] : null;

    private void Hear(int peer, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        _places[peer]!.HeardAt = now;
        world.OnDatagram(peer, datagram, now);
    }

    private void Move(int peer, Place place, EndPoint to)
    {
        if (place.Address.Equals(to))
            return;

        ForgetAddress(peer, place);
        place.Address = to;
        _peers[to] = peer; // whoever had it before is silent there
    }

    private void ForgetAddress(int peer, Place place)
    {
        if (_peers.TryGetValue(place.Address, out int holder) && holder == peer)
            _peers.Remove(place.Address);
    }

    private void Meet(ReadOnlySpan<byte> datagram, EndPoint from, TimeSpan now)
    {
        _answer.ResetWrittenCount();
        bool joins = world.Admits(datagram, from, _answer, now);
        if (_answer.WrittenCount > 0 && _answer.WrittenCount <= datagram.Length)
            _answers.Enqueue((from, _answer.WrittenSpan.ToArray()));

        int free = joins ? Array.IndexOf(_places, null) : -1;
        if (free < 0)
            return;

        _places[free] = new Place { Address = from, HeardAt = now };
        _peers.Add(from, free);
        if (PeerCount++ == 0)
            _nextTick = now + world.TickTime;
        world.OnJoined(free, now);
    }

    private void LetSilentGo(TimeSpan now)
    {
        for (int peer = 0; peer < _places.Length; peer++)
        {
            if (_places[peer] is { } place && now - place.HeardAt >= options.SilenceTimeout)
                LetGo(peer, now);
        }
    }

    private void LetGo(int peer, TimeSpan now)
    {
        if (PlaceOf(peer) is not { } place)
            return;

        _places[peer] = null;
        ForgetAddress(peer, place);
        PeerCount--;
        world.OnLeft(peer, now);
    }

    private sealed class Place
    {
        public required EndPoint Address { get; set; }

        public required TimeSpan HeardAt { get; set; }
    }
}
