using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;
using Sockeye.Protocols.Weather;
using Xunit;

namespace Sockeye.Testing;

/// <summary>Joins datagram machines by a link with the weather of a seed and virtual time. Nothing waits.</summary>
/// <remarks>Steps are counted: machines that answer each other for ever fail the test instead of hanging it.</remarks>
public sealed class SimulatedLink(LinkWeather? weather = null, int seed = 1, int maxSteps = 2_000_000)
{
    /// <summary>How long a datagram is under way: 1 ms.</summary>
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    private readonly Forecast _forecast = new(weather ?? Weather(), seed);
    private readonly Dictionary<EndPoint, IDatagramMachine> _machines = [];
    private readonly Dictionary<EndPoint, Func<byte[], EndPoint, IDatagramMachine?>> _listeners = [];
    private readonly PriorityQueue<(byte[] Datagram, EndPoint From, EndPoint To), (TimeSpan, int)> _underWay = new();
    private readonly ArrayBufferWriter<byte> _datagram = new();
    private int _lastPort = 1000;
    private int _sent;

    /// <summary>
    /// Weather with the latency of these links, where what is late is up to 20 ms late, twenty times that.
    /// </summary>
    public static LinkWeather Weather(double loss = 0, double duplication = 0, double reordering = 0) => new()
    {
        Latency = Latency,
        Loss = loss,
        Duplication = duplication,
        Reordering = reordering,
        MaxDelay = 20 * Latency,
    };

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
        DatagramFate fate = _forecast.Next();
        if (Loses(number, datagram))
            return;

        if (fate.First is { } first)
            _underWay.Enqueue((datagram, from, to), (Now + first, number));
        if (fate.Second is { } second)
            _underWay.Enqueue((datagram, from, to), (Now + second, number));
    }

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
