using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;
using Xunit;

namespace Sockeye.Testing;

/// <summary>What a <see cref="SimulatedLink"/> does to datagrams; each a share of all, 0 to 1.</summary>
/// <param name="Loss">Never arrives.</param>
/// <param name="Duplication">Arrives twice, the second time up to <see cref="SimulatedLink.MaxDelay"/> later.</param>
/// <param name="Reordering">
/// Arrives up to <see cref="SimulatedLink.MaxDelay"/> later, so that others overtake it.
/// </param>
public readonly record struct LinkFaults(double Loss = 0, double Duplication = 0, double Reordering = 0);

/// <summary>Joins datagram machines by a link with seeded faults and virtual time. Nothing waits.</summary>
/// <remarks>Steps are counted: machines that answer each other for ever fail the test instead of hanging it.</remarks>
public sealed class SimulatedLink(LinkFaults faults = default, int seed = 1, int maxSteps = 2_000_000)
{
    /// <summary>How long a datagram is under way: 1 ms.</summary>
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    /// <summary>How much later a reordered datagram arrives at most: 20 ms, twenty times the latency.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(20);

    private readonly Random _random = new(seed);
    private readonly Dictionary<EndPoint, IDatagramMachine> _machines = [];
    private readonly Dictionary<EndPoint, Func<byte[], EndPoint, IDatagramMachine?>> _listeners = [];
    private readonly PriorityQueue<(byte[] Datagram, EndPoint From, EndPoint To), (TimeSpan, int)> _underWay = new();
    private readonly ArrayBufferWriter<byte> _datagram = new();
    private int _lastPort = 1000;
    private int _sent;

    /// <summary>Virtual time.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Every datagram sent, also those that got lost: when, from where to where.</summary>
    public List<(TimeSpan At, EndPoint From, EndPoint To, byte[] Datagram)> Sent { get; } = [];

    /// <summary>Whether <see cref="Sent"/> is kept.</summary>
    public bool KeepsSent { get; init; }

    /// <summary>How many datagrams were sent.</summary>
    public int SentCount => _sent;

    /// <summary>
    /// Says which datagrams to lose, beside the random faults: the number in order of sending, from 1.
    /// </summary>
    public Func<int, byte[], bool> Loses { get; set; } = (_, _) => false;

    /// <summary>An address that nobody has.</summary>
    public EndPoint NewAddress() => new IPEndPoint(IPAddress.Loopback, ++_lastPort);

    /// <summary>Puts a machine on the link.</summary>
    public EndPoint Add(IDatagramMachine machine)
    {
        EndPoint address = NewAddress();
        _machines.Add(address, machine);
        return address;
    }

    /// <summary>
    /// Opens a machine, at an address of its own, for each datagram that comes to <paramref name="address"/>.
    /// </summary>
    public void Listen(EndPoint address, Func<byte[], EndPoint, IDatagramMachine?> open) =>
        _listeners.Add(address, open);

    /// <summary>Puts a datagram on the link by hand; it has no faults.</summary>
    public void Send(byte[] datagram, EndPoint from, EndPoint to, TimeSpan after) =>
        _underWay.Enqueue((datagram, from, to), (Now + after, ++_sent));

    /// <summary>Runs until every machine has finished and nothing is under way.</summary>
    public void Run()
    {
        for (int step = 0; step < maxSteps; step++)
        {
            SendAll();
            if (!TryDeliverNext())
                return;
        }

        Assert.Fail($"the machines still talk after {maxSteps} steps, at {Now}");
    }

    private void SendAll()
    {
        foreach ((EndPoint from, IDatagramMachine machine) in _machines)
        {
            while (machine.TryTakeOutgoing(_datagram, Now, out EndPoint to))
            {
                Transmit(_datagram.WrittenSpan.ToArray(), from, to);
                _datagram.ResetWrittenCount();
            }
        }
    }

    private void Transmit(byte[] datagram, EndPoint from, EndPoint to)
    {
        int number = ++_sent;
        if (KeepsSent)
            Sent.Add((Now, from, to, datagram));
        if (Loses(number, datagram) || _random.NextDouble() < faults.Loss)
            return;

        _underWay.Enqueue((datagram, from, to), (Now + Latency + Delay(faults.Reordering), number));
        if (_random.NextDouble() < faults.Duplication)
            _underWay.Enqueue((datagram, from, to), (Now + Latency + Delay(1), number));
    }

    private TimeSpan Delay(double share) =>
        share > 0 && _random.NextDouble() < share ? MaxDelay * _random.NextDouble() : TimeSpan.Zero;

    private bool TryDeliverNext()
    {
        TimeSpan? arrival = _underWay.TryPeek(out _, out (TimeSpan At, int) next) ? next.At : null;
        TimeSpan? deadline = _machines.Values.Where(machine => !machine.IsFinished).Min(machine => machine.Deadline);
        if (arrival is null && deadline is null)
            return false;

        if (arrival is null || deadline < arrival)
        {
            Now = Later(deadline!.Value);
            foreach (IDatagramMachine machine in _machines.Values.Where(machine => machine.Deadline <= Now))
                machine.OnDeadline(Now);
            return true;
        }

        Now = Later(arrival.Value);
        Deliver();
        return true;
    }

    private void Deliver()
    {
        (byte[] datagram, EndPoint from, EndPoint to) = _underWay.Dequeue();
        if (_machines.TryGetValue(to, out IDatagramMachine? machine))
            machine.OnDatagram(datagram, from, Now);
        else if (_listeners.TryGetValue(to, out Func<byte[], EndPoint, IDatagramMachine?>? open) && open(datagram, from) is { } opened)
            Add(opened);
    }

    private TimeSpan Later(TimeSpan time) => time > Now ? time : Now;
}
