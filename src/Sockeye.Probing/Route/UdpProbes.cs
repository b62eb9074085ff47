using System.Buffers.Binary;
using System.Net;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Probing.Route;

/// <summary>UDP datagrams as probes, to ports where nobody should listen; or all of them to one.</summary>
/// <remarks>
/// <code>
/// +--------+-----------------------+   the number in two bytes, then the token again and again
/// | number | token token token …   |
/// +--------+-----------------------+
/// </code>
/// A router need not quote more of it than the header of UDP (RFC 792 page 5): then the port alone tells which it was,
/// and of a single port nobody can tell.
/// </remarks>
/// <param name="target">The destination.</param>
/// <param name="port">The first port, or the only one.</param>
/// <param name="isOnly">Whether all go to that port; else each to the next.</param>
/// <param name="payload">What they carry.</param>
internal sealed class UdpProbes(PingTarget target, int port, bool isOnly, PingPayload payload) : IRouteProbes
{
    private const int NumberBytes = sizeof(ushort);
    private const int TokenBytes = 30;

    public int Bytes => NumberBytes + TokenBytes; // 60 bytes with both headers, as traceroute(8)

    public IPEndPoint Destination(ushort number) => new(
        target.Address, isOnly ? port : port + ((number - 1) % RouteSession.Remembered));

    public void Write(Span<byte> message, ushort number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(message, number);
        payload.Fill(message[NumberBytes..Bytes]);
    }

    public RouteAnswer? Read(ReceivedIcmp received, RouteSession session)
    {
        if (!target.Is(received.Address) || NumberOf(received, session) is not { } number
            || Destination(number).Port != received.Port)
        {
            return null;
        }

        if (received.Error is not { } notice) // somebody listens there, and answers
            return new RouteAnswer(number, RouteEventKind.Reached, received.Address);

        var cause = new IcmpErrorCause(target.Version, notice.Type, notice.Code, notice.Information);
        return RouteVerdict.Of(number, cause, notice.Sender, target.Address);
    }

    private ushort? NumberOf(ReceivedIcmp received, RouteSession session)
    {
        ReadOnlySpan<byte> quoted = received.Message.Span;
        bool isOurs = quoted.Length >= NumberBytes && payload.MatchesQuotation(quoted[NumberBytes..], TokenBytes);
        if (isOurs)
            return BinaryPrimitives.ReadUInt16BigEndian(quoted);

        // What a service answers is its own business; an error that quotes something else is not about ours.
        bool mayBeOurs = quoted.IsEmpty || received.Error is null;
        return isOnly || !mayBeOurs ? null : session.NumberWith(received.Port - port);
    }
}
