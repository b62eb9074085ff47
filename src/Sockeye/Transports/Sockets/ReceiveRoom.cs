using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Sockeye.Transports.Sockets;

/// <summary>Sizes the receive buffers of datagram sockets, and says once when the system gives less.</summary>
internal sealed class ReceiveRoom(ILogger logger)
{
    // The kernel charges a datagram as the next power of two above its bytes and some 256 more (sk_buff's truesize), so
    // that a block of 2^n bytes counts double, and a short one more. It doubles what is asked for, for the same reason.
    private const int KernelFactor = 4;
    private const int KernelDoubles = 2;

    private int _hasTold;

    /// <summary>Asks for room for datagrams of so many bytes in all.</summary>
    public void Reserve(BerkeleySocket socket, int bytes)
    {
        int wanted = (int)Math.Min((long)bytes * KernelFactor, int.MaxValue);
        int given = socket.ReceiveBuffer;
        if (given >= wanted)
            return;

        socket.SetOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveBuffer, wanted / KernelDoubles);
        given = socket.ReceiveBuffer;
        if (given < wanted && Interlocked.Exchange(ref _hasTold, 1) == 0)
            logger.ReceiveBufferIsShort(given, wanted);
    }
}
