using System.Net;
using System.Runtime.InteropServices;
using Sockeye.Native;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Raw;

/// <summary>Reads what the kernel tells beside a message: when it came, with which hop limit, which error.</summary>
/// <remarks>
/// The kernel's time stamp is the calendar's, which may be set at any time. So it only says how long the message has
/// waited for us, and that is counted back on the clock that is never set.
/// </remarks>
internal sealed class IcmpControl(TimeProvider time)
{
    private const int IpTtl = 2; // of SOL_IP
    private const int Ipv6HopLimit = 52; // of SOL_IPV6

    // A wait that is longer, or negative, was no wait: the calendar has been set since.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Is called at once after the message was received.</summary>
    public IcmpArrival Read(ReadOnlySpan<byte> control)
    {
        long now = time.GetTimestamp();
        DateTimeOffset calendar = time.GetUtcNow();
        TimeSpan waited = TimeSpan.Zero;
        int? hopLimit = null;
        IcmpNotice? error = null;
        var messages = new ControlMessages(control);
        while (messages.MoveNext())
        {
            switch (messages.Level, messages.Type)
            {
                case (IcmpSocketSetup.SolSocket, IcmpSocketSetup.TimestampNs) when messages.Data.Length >= 16:
                    waited = calendar - TimeOf(messages.Data);
                    break;
                case (IcmpSocketSetup.SolIp, IpTtl) or (IcmpSocketSetup.SolIpv6, Ipv6HopLimit)
                    when messages.Data.Length >= sizeof(int):
                    hopLimit = MemoryMarshal.Read<int>(messages.Data);
                    break;
                case (IcmpSocketSetup.SolIp, IcmpSocketSetup.IpReceiveErrors)
                    or (IcmpSocketSetup.SolIpv6, IcmpSocketSetup.Ipv6ReceiveErrors):
                    error = NoticeOf(messages.Data);
                    break;
            }
        }

        if (waited < TimeSpan.Zero || waited > LongestWait)
            waited = TimeSpan.Zero;
        return new IcmpArrival(now - (long)(waited.TotalSeconds * time.TimestampFrequency), hopLimit, error);
    }

    // struct timespec: seconds and nanoseconds, 8 bytes each.
    private static DateTimeOffset TimeOf(ReadOnlySpan<byte> stamp)
    {
        long seconds = MemoryMarshal.Read<long>(stamp);
        long nanoseconds = MemoryMarshal.Read<long>(stamp[8..]);
        return DateTimeOffset.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (nanoseconds / 100));
    }

    // struct sock_extended_err: errno (4), origin, type, code, padding (1 each), information (4), data (4);
    // then the address of who sent the error.
    private static IcmpNotice? NoticeOf(ReadOnlySpan<byte> error)
    {
        const int structBytes = 16, originOfIcmp = 2, originOfIcmpv6 = 3, leastAddressBytes = 16;
        if (error.Length < structBytes + leastAddressBytes || error[4] is not (originOfIcmp or originOfIcmpv6))
            return null;

        EndPoint sender = SocketAddresses.EndPointOf(SocketAddresses.Copy(error[structBytes..]));
        return sender is IPEndPoint ip
            ? new IcmpNotice(error[5], error[6], MemoryMarshal.Read<uint>(error[8..]), ip.Address)
            : null;
    }
}
