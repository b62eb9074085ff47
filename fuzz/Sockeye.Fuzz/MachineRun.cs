using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;

namespace Sockeye.Fuzz;

/// <summary>Drives a machine through a script, and to its end.</summary>
/// <param name="machine">At its beginning.</param>
/// <param name="peer">Who sends the datagrams; each seventh comes from a stranger.</param>
/// <param name="maxAtOnce">How many datagrams the machine may send for one that it gets.</param>
internal sealed class MachineRun(IDatagramMachine machine, IPEndPoint peer, int maxAtOnce)
{
    private const int StrangerEach = 7; // our choice: seldom enough for transfers to get on
    private const int MaxDeadlines = 10_000; // more than any machine needs to give up

    private readonly IPEndPoint _stranger = new(IPAddress.Parse("192.0.2.66"), 6666);
    private TimeSpan _now;

    /// <summary>Is told each datagram that the machine sends to its peer.</summary>
    public required Action<ReadOnlyMemory<byte>> OnSent { get; init; }

    /// <summary>Runs it; the machine has finished then.</summary>
    public void Run(ReadOnlySpan<byte> input)
    {
        var script = new Script(input);
        TakeAll();
        for (int count = 1; !machine.IsFinished && script.TryTake(out ReadOnlySpan<byte> datagram); count++)
        {
            _now += TimeSpan.FromMilliseconds(1);
            if (datagram.IsEmpty)
                PassDeadline();
            else
                machine.OnDatagram(datagram, count % StrangerEach == 0 ? _stranger : peer, _now);
            TakeAll();
        }

        for (int deadlines = 0; !machine.IsFinished; deadlines++)
        {
            Invariant.Require(machine.Deadline is not null, "it waits, and for nothing");
            Invariant.Require(deadlines < MaxDeadlines, "it never gives up");
            PassDeadline();
            TakeAll();
        }
    }

    private void PassDeadline()
    {
        _now = machine.Deadline is { } deadline && deadline > _now ? deadline : _now;
        machine.OnDeadline(_now);
    }

    private void TakeAll()
    {
        for (int sent = 0; ; sent++)
        {
            var output = new ArrayBufferWriter<byte>();
            if (!machine.TryTakeOutgoing(output, _now, out EndPoint to))
                return;

            Invariant.Require(sent < maxAtOnce, "too much at once");
            if (!to.Equals(_stranger))
                OnSent(output.WrittenMemory);
        }
    }
}
