using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Native;
using Sockeye.Transports.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Raw;

/// <summary>
/// An ICMP socket of the kernel (icmp(7), raw(7)): a datagram one where we may, else a raw one. Or one of UDP, which is
/// told of ICMP errors in the same way as a datagram one.
/// </summary>
/// <remarks>
/// <para>Linux only. It waits by the event loop whatever the program has chosen for others: .NET tells neither the time
/// at which the kernel received a message, nor its hop limit, nor the errors.</para>
/// <para>One caller may send, and one receive, at the same time.</para>
/// </remarks>
public sealed class IcmpSocket : IIcmpSocket
{
    private readonly BerkeleySocket _socket;
    private readonly IMessageIo _messages;
    private readonly AddressFamily _family;
    private readonly TimeProvider _time;
    private readonly ISocketCallSink? _calls;
    private readonly IcmpControl _control;
    private readonly SocketAddress _from = new(AddressFamily.InterNetworkV6, SocketAddresses.MaxBytes);
    private readonly byte[] _controlBuffer = new byte[MessageCalls.ControlBytes];
    private int? _hopLimit;

    private IcmpSocket(
        BerkeleySocket socket, AddressFamily family, bool isRaw, ProtocolType protocol, ISocketCallSink? calls,
        TimeProvider time)
    {
        (_socket, _family, IsRaw, _calls, _time) = (socket, family, isRaw, calls, time);
        IsUdp = protocol == ProtocolType.Udp;
        _messages = socket.Io.Messages ?? throw NeedsLinux();
        _control = new IcmpControl(time);
    }

    /// <summary>Whether it is a raw socket; else a datagram one.</summary>
    public bool IsRaw { get; }

    /// <summary>Whether it is one of UDP.</summary>
    public bool IsUdp { get; }

    /// <inheritdoc/>
    public bool KernelIdentifies => !IsRaw;

    /// <summary>Opens a socket of UDP, which needs no right.</summary>
    /// <param name="family">INET or INET6.</param>
    /// <param name="options">How its messages travel.</param>
    /// <param name="time">The clock of <see cref="ReceivedIcmp.Timestamp"/>.</param>
    /// <exception cref="SocketCallException">The system refuses.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static IcmpSocket OpenUdp(AddressFamily family, IcmpSocketOptions options, TimeProvider time) =>
        OperatingSystem.IsLinux()
            ? Open(family, SocketType.Dgram, ProtocolType.Udp, options, time)
            : throw NeedsLinux();

    /// <summary>Opens a socket.</summary>
    /// <param name="family">INET or INET6.</param>
    /// <param name="options">How its messages travel.</param>
    /// <param name="time">The clock of <see cref="ReceivedIcmp.Timestamp"/>.</param>
    /// <exception cref="SocketCallException">We may open neither kind; it says what would help.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static IcmpSocket Open(AddressFamily family, IcmpSocketOptions options, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
            throw NeedsLinux();

        try
        {
            return Open(family, SocketType.Dgram, IcmpOf(family), options, time);
        }
        catch (SocketCallException)
        {
            // the next kind says what is wrong
        }

        try
        {
            return Open(family, SocketType.Raw, IcmpOf(family), options, time);
        }
        catch (SocketCallException e) when (
            e is { SocketError: SocketError.AccessDenied, InnerException: SocketException cause })
        {
            throw new SocketCallException(
                "open an ICMP socket", "", cause,
                "allow everybody: sysctl -w net.ipv4.ping_group_range='0 2147483647'; or this program: "
                    + $"setcap cap_net_raw+p {options.ProgramPath ?? "PROGRAM"}");
        }
    }

    /// <inheritdoc/>
    public long Send(ReadOnlySpan<byte> message, EndPoint to)
    {
        SocketAddress address = _socket.AddressOf(to);
        try
        {
            // A datagram socket may tell the error of an earlier request instead of sending: its own it says again.
            return IsRaw ? SendNow(message, address) : SendTwice(message, address);
        }
        catch (SocketCallException e) when (e.InnerException is SocketException cause && to is IPEndPoint host)
        {
            string? width = cause.SocketErrorCode == SocketError.MessageSize
                && PathMtu.To(host.Address, _calls, _time) is { } mtu
                    ? string.Create(CultureInfo.InvariantCulture, $"mtu={mtu}")
                    : null;
            throw new SocketCallException("send to", host.Address.ToString(), cause, width); // ICMP has no ports
        }
    }

    /// <inheritdoc/>
    public long Send(ReadOnlySpan<byte> message, EndPoint to, int hopLimit)
    {
        if (hopLimit != _hopLimit)
            IcmpSocketSetup.SetHopLimit(_socket, _family, hopLimit);
        _hopLimit = hopLimit;
        return Send(message, to);
    }

    private long SendNow(ReadOnlySpan<byte> message, SocketAddress to) => _messages.SendToNow(message, to, _time);

    private long SendTwice(ReadOnlySpan<byte> message, SocketAddress to)
    {
        try
        {
            return SendNow(message, to);
        }
        catch (SocketCallException)
        {
            return SendNow(message, to);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReceivedIcmp> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        while (true)
        {
            _from.Size = _from.Buffer.Length;
            ReceiveResult got = await _messages.ReceiveMessageAsync(
                buffer, _from, _controlBuffer, withErrors: !IsRaw, cancel);
            IcmpArrival arrival = _control.Read(_controlBuffer.AsSpan(0, got.ControlBytes));
            if (got.IsError && arrival.Error is null)
                continue; // of this machine: whoever sent has been told

            Memory<byte> bytes = buffer[..Math.Min(got.Bytes, buffer.Length)];
            var peer = (IPEndPoint)SocketAddresses.EndPointOf(_from);
            return new ReceivedIcmp(
                IsRaw && _family == AddressFamily.InterNetwork ? WithoutHeader(bytes) : bytes,
                peer.Address, arrival.HopLimit, arrival.Timestamp, arrival.Error, IsUdp ? peer.Port : 0);
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _socket.Dispose();

    private static ProtocolType IcmpOf(AddressFamily family) =>
        family == AddressFamily.InterNetworkV6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp;

    private static IcmpSocket Open(
        AddressFamily family, SocketType type, ProtocolType protocol, IcmpSocketOptions options, TimeProvider time)
    {
        var socket = new BerkeleySocket(SocketEngines.EventLoop, family, type, protocol, options.Calls, time);
        try
        {
            IcmpSocketSetup.Apply(socket, family, type == SocketType.Raw, options);
            return new IcmpSocket(socket, family, type == SocketType.Raw, protocol, options.Calls, time);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new SocketCallException("set an option of", "an ICMP socket", e);
        }
    }

    private static PlatformNotSupportedException NeedsLinux() => new("cannot open an ICMP socket: that needs Linux");

    // A raw socket of IPv4 receives the IP header as well; its first byte ends with its length in words (raw(7)).
    private static Memory<byte> WithoutHeader(Memory<byte> datagram)
    {
        int headerBytes = datagram.IsEmpty ? 0 : (datagram.Span[0] & 0xf) * sizeof(uint);
        return datagram[Math.Min(headerBytes, datagram.Length)..];
    }
}
