using System.Buffers;
using System.Net;
using Sockeye.Transports;

namespace Sockeye.Relay;

/// <summary>Receives on one socket of a relay until it ends.</summary>
internal static class RelayReceiver
{
    // A network error in a row for each datagram under way is possible; more means that the socket itself is broken.
    private const int MaxErrorsInARow = 1_000;

    public static async Task RunAsync(
        IDatagramSocket socket, Func<ReadOnlyMemory<byte>, EndPoint, ValueTask> onDatagram, CancellationToken stop)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Datagram.MaxBytes);
        int errors = 0;
        try
        {
            while (errors < MaxErrorsInARow)
            {
                try
                {
                    ReceivedDatagram received = await socket.ReceiveAsync(buffer, stop);
                    errors = 0;
                    await onDatagram(buffer.AsMemory(0, received.Length), received.From);
                }
                catch (IOException)
                {
                    errors++; // the network's word on an earlier datagram
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the relay ends
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
