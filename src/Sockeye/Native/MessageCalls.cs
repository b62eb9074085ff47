using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>recvmsg(2) with everything it tells: the sender, the control messages, and the queue of errors.</summary>
internal static unsafe partial class MessageCalls
{
    /// <summary>
    /// Room for all control messages that are asked for: time stamp, hop limit, error with its sender.
    /// </summary>
    public const int ControlBytes = 256;

    private const int DoNotWait = 0x40; // MSG_DONTWAIT
    private const int ErrorQueue = 0x2000; // MSG_ERRQUEUE
    private const int TellLength = 0x20; // MSG_TRUNC

    /// <summary>Receives a datagram; or one of ours that came back with an error (IP_RECVERR, ip(7)).</summary>
    /// <param name="socket">A datagram or raw socket.</param>
    /// <param name="fromErrors">Whether to look at the queue of errors; it never waits for one.</param>
    /// <param name="buffer">What does not fit is lost.</param>
    /// <param name="address">Where to write the sender's address; of an error: where ours was going.</param>
    /// <param name="addressBytes">How long that is.</param>
    /// <param name="control">Where to write the control messages.</param>
    /// <param name="controlBytes">How long those are.</param>
    /// <param name="bytes">The datagram's length, also when it is more than the buffer holds.</param>
    public static Errno Receive(
        SafeHandle socket, bool fromErrors, Span<byte> buffer, Span<byte> address, out int addressBytes,
        Span<byte> control, out int controlBytes, out int bytes)
    {
        fixed (byte* data = buffer, from = address, extra = control)
        {
            var vector = new MessageHeader.Vector { Start = data, Bytes = (nuint)buffer.Length };
            var message = new MessageHeader
            {
                Name = from,
                NameBytes = address.Length,
                Vectors = &vector,
                VectorCount = 1,
                Control = extra,
                ControlBytes = (nuint)control.Length,
            };
            int flags = DoNotWait | (fromErrors ? ErrorQueue : TellLength);
            bytes = (int)ReceiveMessage(socket, &message, flags);
            addressBytes = bytes < 0 ? 0 : message.NameBytes;
            controlBytes = bytes < 0 ? 0 : (int)message.ControlBytes;
            return bytes >= 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
        }
    }

    [LibraryImport(Libc.Library, EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);
}
