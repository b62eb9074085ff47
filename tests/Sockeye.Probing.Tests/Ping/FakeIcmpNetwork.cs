using System.Net;
using System.Threading.Channels;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Probing.Tests.Ping;

/// <summary>A socket whose peers are a function: what is sent goes to it, and what it gives arrives.</summary>
internal sealed class FakeIcmpNetwork(TimeProvider time) : IIcmpSocket
{
    private readonly Channel<ReceivedIcmp> _arriving = Channel.CreateUnbounded<ReceivedIcmp>();

    /// <summary>What comes back for a request; empty for nothing.</summary>
    public Func<byte[], IPAddress, IEnumerable<ReceivedIcmp>> Answer { get; set; } = static (_, _) => [];

    public List<byte[]> Sent { get; } = [];

    public bool IsDisposed { get; private set; }

    public bool KernelIdentifies { get; init; }

    public long Send(ReadOnlySpan<byte> message, EndPoint to)
    {
        byte[] sent = message.ToArray();
        Sent.Add(sent);
        foreach (ReceivedIcmp answer in Answer(sent, ((IPEndPoint)to).Address))
            _arriving.Writer.TryWrite(answer);
        return time.GetTimestamp();
    }

    public long Send(ReadOnlySpan<byte> message, EndPoint to, int hopLimit)
    {
        HopLimit = hopLimit;
        To = (IPEndPoint)to;
        return Send(message, to);
    }

    /// <summary>Of the message that is being sent.</summary>
    public int HopLimit { get; private set; }

    /// <summary>Where the message that is being sent goes.</summary>
    public IPEndPoint? To { get; private set; }

    public async ValueTask<ReceivedIcmp> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel) =>
        await _arriving.Reader.ReadAsync(cancel);

    public void Dispose() => IsDisposed = true;

    /// <summary>The reply of a host, after a while.</summary>
    public ReceivedIcmp Reply(byte[] request, IPAddress from, double milliseconds)
    {
        byte[] reply = [.. request];
        reply[0] = request[0] == 8 ? IcmpType.EchoReply(IcmpVersion.V4) : IcmpType.EchoReply(IcmpVersion.V6);
        return new ReceivedIcmp(reply, from, 61, After(milliseconds));
    }

    public long After(double milliseconds) =>
        time.GetTimestamp() + (long)(milliseconds / 1000 * time.TimestampFrequency);
}
