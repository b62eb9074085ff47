using System.Buffers;
using System.Net;
using Sockeye.Protocols.Machines;

namespace Sockeye.Protocols.Tests.Tftp;

/// <summary>Moves a machine by hand.</summary>
internal static class MachineExtensions
{
    /// <summary>Everything that the machine sends now.</summary>
    public static List<byte[]> Take(this IDatagramMachine machine, TimeSpan now) =>
        [.. machine.TakeAddressed(now).Select(sent => sent.Datagram)];

    /// <summary>Everything that the machine sends now, and to whom.</summary>
    public static List<(byte[] Datagram, EndPoint To)> TakeAddressed(this IDatagramMachine machine, TimeSpan now)
    {
        var sent = new List<(byte[], EndPoint)>();
        var output = new ArrayBufferWriter<byte>();
        while (machine.TryTakeOutgoing(output, now, out EndPoint to))
        {
            sent.Add((output.WrittenSpan.ToArray(), to));
            output.ResetWrittenCount();
        }

        return sent;
    }
}
