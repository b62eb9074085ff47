using System.Net;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Probing.Route;

/// <summary>
/// ICMP echo requests as probes. Their sequence number is that of the probe, their payload the token.
/// </summary>
/// <param name="target">The destination.</param>
/// <param name="identifier">Whose they are; null where the kernel chooses, and looks at it itself.</param>
/// <param name="payload">What they carry.</param>
internal sealed class EchoProbes(PingTarget target, ushort? identifier, PingPayload payload) : IRouteProbes
{
    private const int PayloadBytes = 32; // 60 bytes with the IPv4 header, as traceroute(8)

    public int Bytes => IcmpEcho.HeaderBytes + PayloadBytes;

    public IPEndPoint Destination(ushort number) => target.EndPoint;

    public void Write(Span<byte> message, ushort number)
    {
        payload.Fill(message[IcmpEcho.HeaderBytes..Bytes]);
        IcmpEcho.WriteRequest(target.Version, message[..Bytes], identifier ?? 0, number);
    }

    public RouteAnswer? Read(ReceivedIcmp received, RouteSession session)
    {
        ReadOnlySpan<byte> message = received.Message.Span;
        if (received.Error is { } notice)
        {
            var cause = new IcmpErrorCause(target.Version, notice.Type, notice.Code, notice.Information);
            return target.Is(received.Address) ? OfError(message, cause, notice.Sender) : null;
        }

        if (IcmpEcho.TryParse(target.Version, message, out IcmpEcho echo))
            return target.Is(received.Address) ? OfReply(echo, received.Address) : null;

        bool isQuoted = IcmpError.TryParse(target.Version, message, out IcmpError error)
            & QuotedDatagram.TryParse(target.Version, error.Quotation, out QuotedDatagram datagram);
        return isQuoted && datagram.Protocol == IcmpType.Protocol(target.Version) && target.Is(datagram.Destination)
            ? OfError(datagram.Payload, error.Cause, received.Address)
            : null;
    }

    private RouteAnswer? OfReply(IcmpEcho echo, IPAddress from) =>
        echo.IsReply && IsOurs(echo.Identifier) && payload.MatchesReply(echo.Payload, PayloadBytes)
            ? new RouteAnswer(echo.Sequence, RouteEventKind.Reached, from)
            : null;

    private RouteAnswer? OfError(ReadOnlySpan<byte> quotation, IcmpErrorCause cause, IPAddress from) =>
        IcmpEcho.TryParse(target.Version, quotation, out IcmpEcho request)
            && !request.IsReply && IsOurs(request.Identifier) && payload.MatchesQuotation(request.Payload, PayloadBytes)
            ? RouteVerdict.Of(request.Sequence, cause, from, target.Address)
            : null;

    private bool IsOurs(ushort theirs) => identifier is null || identifier == theirs;
}
