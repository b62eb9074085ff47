using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>
/// Many datagrams of one size in one call: sendmsg with UDP_SEGMENT, recvmsg with UDP_GRO (udp(7), Linux 4.18 and 5.0).
/// </summary>
/// <remarks>
/// The size goes with each call as a control message, so that several senders can share a socket.
/// <code>
/// +------------------+----------+------------------------+---------+
/// | length (8 bytes) | SOL_UDP  | UDP_SEGMENT or UDP_GRO | size    |   sent as two bytes, received as four
/// +------------------+----------+------------------------+---------+
/// </code>
/// </remarks>
internal static unsafe partial class SegmentedCalls
{
    /// <summary>SOL_UDP.</summary>
    public const int Level = 17;

    /// <summary>UDP_GRO: datagrams of one sender that arrive together are received together.</summary>
    public const int ReceiveOption = 104;

    /// <summary>UDP_SEGMENT: what is sent is cut into datagrams of that size.</summary>
    public const int SendOption = 103;

    private const int HeaderBytes = 16; // of struct cmsghdr
    private const int DoNotWait = 0x40; // MSG_DONTWAIT
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL
    private const int WasTruncated = 0x20; // MSG_TRUNC

    /// <summary>Sends datagrams that stand one behind the other, all of one size but perhaps the last.</summary>
    public static Errno Send(
        SafeHandle socket, ReadOnlySpan<byte> datagrams, int segmentBytes, ReadOnlySpan<byte> to, out int bytes)
    {
        var size = new SizeMessage
        {
            Length = HeaderBytes + sizeof(ushort), // CMSG_LEN
            Level = Level,
            Type = SendOption,
            Size = (ushort)segmentBytes,
        };
        fixed (byte* data = datagrams, address = to)
        {
            var vector = new MessageHeader.Vector { Start = data, Bytes = (nuint)datagrams.Length };
            var message = new MessageHeader
            {
                Name = address,
                NameBytes = to.Length,
                Vectors = &vector,
                VectorCount = 1,
                Control = &size,
                ControlBytes = (nuint)sizeof(SizeMessage),
            };
            return Result(SendMessage(socket, &message, DoNotWait | NoSignal), out bytes);
        }
    }

    /// <summary>Receives a datagram, or several of one sender, one behind the other.</summary>
    /// <param name="socket">A socket with <see cref="ReceiveOption"/>.</param>
    /// <param name="buffer">Where they go.</param>
    /// <param name="from">Where to write the sender's address.</param>
    /// <param name="fromBytes">How long that is.</param>
    /// <param name="bytes">Bytes of all of them; more than the buffer holds when the end was lost.</param>
    /// <param name="segmentBytes">The size of each but perhaps the last.</param>
    public static Errno Receive(
        SafeHandle socket, Span<byte> buffer, Span<byte> from, out int fromBytes, out int bytes, out int segmentBytes)
    {
        SizeMessage size = default;
        fixed (byte* data = buffer, address = from)
        {
            var vector = new MessageHeader.Vector { Start = data, Bytes = (nuint)buffer.Length };
            var message = new MessageHeader
            {
                Name = address,
                NameBytes = from.Length,
                Vectors = &vector,
                VectorCount = 1,
                Control = &size,
                ControlBytes = (nuint)sizeof(SizeMessage),
            };
            Errno error = Result(ReceiveMessage(socket, &message, DoNotWait | WasTruncated), out bytes);
            fromBytes = message.NameBytes;
            bool isTold = size is { Level: Level, Type: ReceiveOption, Size: > 0 };
            segmentBytes = isTold ? size.Size : bytes;
            return error;
        }
    }

    private static Errno Result(nint returned, out int bytes)
    {
        bytes = (int)returned;
        return returned >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    [LibraryImport(Libc.Library, EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport(Libc.Library, EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);

    /// <summary><c>struct cmsghdr</c> with the size behind it, padded as CMSG_SPACE asks.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct SizeMessage
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int Size;
    }
}
