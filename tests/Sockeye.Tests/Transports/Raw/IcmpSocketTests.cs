using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Icmp;
using Sockeye.Testing;
using Sockeye.Transports;
using Sockeye.Transports.Raw;
using Sockeye.Transports.Sockets;

namespace Sockeye.Tests.Transports.Raw;

/// <summary>Over the kernel's loopback. Needs the right to an ICMP socket.</summary>
public sealed class IcmpSocketTests
{
    [Theory(Timeout = SafetyNet.Milliseconds)]
    [InlineData(AddressFamily.InterNetwork, IcmpVersion.V4), InlineData(AddressFamily.InterNetworkV6, IcmpVersion.V6)]
    public async Task Loopback_answers_with_hop_limit_and_time(AddressFamily family, IcmpVersion version)
    {
        using IcmpSocket socket = Open(family, new IcmpSocketOptions());
        IPAddress loopback = family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        byte[] request = Request(version, 0x1234, [1, 2, 3]);
        byte[] buffer = new byte[2048];

        long sent = socket.Send(request, new IPEndPoint(loopback, 0));
        ReceivedIcmp received = await OwnReplyAsync(socket, version, buffer, [1, 2, 3]);

        Assert.Equal(loopback, received.Address);
        Assert.InRange(received.HopLimit!.Value, 1, 255);
        Assert.True(received.Timestamp >= sent - TimeProvider.System.TimestampFrequency / 1000, "arrived before it was sent");
        Assert.True(received.Timestamp <= TimeProvider.System.GetTimestamp(), "arrives in the future");
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Calls_are_reported_by_their_names()
    {
        var calls = new ConcurrentQueue<string>();
        using IcmpSocket socket = Open(
            AddressFamily.InterNetwork, new IcmpSocketOptions { Calls = new Sink(calls) });
        byte[] buffer = new byte[2048];

        socket.Send(Request(IcmpVersion.V4, 1, [9]), new IPEndPoint(IPAddress.Loopback, 0));
        await OwnReplyAsync(socket, IcmpVersion.V4, buffer, [9]);

        Assert.Contains("sendto", calls);
        Assert.Contains("recvmsg", calls);
    }

    // The kernel refuses it before it looks for a route: the right to broadcast was not asked for (SO_BROADCAST).
    [Fact]
    public void Request_that_may_not_be_sent_says_why()
    {
        using IcmpSocket socket = Open(AddressFamily.InterNetwork, new IcmpSocketOptions());
        byte[] request = Request(IcmpVersion.V4, 1, []);

        var error = Assert.Throws<SocketCallException>(
            () => socket.Send(request, new IPEndPoint(IPAddress.Broadcast, 0)));

        Assert.Equal("EACCES", ErrnoNames.Of(error.Errno));
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Cancelled_wait_ends()
    {
        using IcmpSocket socket = Open(AddressFamily.InterNetworkV6, new IcmpSocketOptions());
        using var cancel = new CancellationTokenSource();
        Task waiting = DrainAsync(socket, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task DrainAsync(IcmpSocket socket, CancellationToken cancel)
    {
        while (true)
            await socket.ReceiveAsync(new byte[2048], cancel);
    }

    private static IcmpSocket Open(AddressFamily family, IcmpSocketOptions options)
    {
        try
        {
            return IcmpSocket.Open(family, options, TimeProvider.System);
        }
        catch (Exception e) when (e is SocketCallException or PlatformNotSupportedException)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static byte[] Request(IcmpVersion version, ushort identifier, byte[] payload)
    {
        byte[] message = [.. new byte[IcmpEcho.HeaderBytes], .. payload];
        IcmpEcho.WriteRequest(version, message, identifier, sequence: 1);
        return message;
    }

    // A raw socket hears the replies to everybody's requests.
    private static async Task<ReceivedIcmp> OwnReplyAsync(
        IcmpSocket socket, IcmpVersion version, byte[] buffer, byte[] payload)
    {
        while (true)
        {
            ReceivedIcmp received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            if (IsOwn(received))
                return received;
        }

        bool IsOwn(ReceivedIcmp received) => IcmpEcho.TryParse(version, received.Message.Span, out IcmpEcho echo)
            && echo.IsReply && echo.Payload.SequenceEqual(payload);
    }

    private sealed class Sink(ConcurrentQueue<string> calls) : ISocketCallSink
    {
        public void OnCall(in SocketCall call) => calls.Enqueue(call.Name);
    }
}
