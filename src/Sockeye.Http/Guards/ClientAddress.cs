using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sockeye.Protocols.Http;
using Sockeye.Serving.Proxies;
using Sockeye.Transports;

namespace Sockeye.Http.Guards;

/// <summary>Where a request comes from: the peer, or whom a trusted proxy names as its client.</summary>
/// <remarks>
/// Of the two fields a proxy sets one, and perhaps passes on the other as it came. So where both are there they must
/// agree, or the client is not known.
/// </remarks>
/// <param name="EndPoint">
/// The client's; null when it has none, or is not known. Of a name in a field the port may be 0.
/// </param>
/// <param name="IsForwarded">Whether a proxy has sent the request on, trusted or not.</param>
public sealed record ClientAddress(EndPoint? EndPoint, bool IsForwarded)
{
    private static readonly string[] ForwardingFields =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    /// <summary>
    /// Its IP address; null when it is of this machine without one, as over a UNIX socket. One that is not known is
    /// <see cref="IPAddress.None"/>: who has no address has no right by it.
    /// </summary>
    public IPAddress? Address => EndPoint switch
    {
        null => IPAddress.None,
        IPEndPoint ip => ip.Address,
        _ => null,
    };

    /// <summary>Whether it comes from this machine, and no proxy has sent it on.</summary>
    public bool IsHere => !IsForwarded && PeerAddress.IsHere(EndPoint);

    /// <summary>
    /// By what its logins are counted: what comes by a proxy of this machine that is not trusted may be anybody's, and
    /// must not lock out who is here.
    /// </summary>
    public EndPoint? CountedAs => IsForwarded && PeerAddress.IsHere(EndPoint) ? null : EndPoint;

    /// <summary>Looks it up once for each request. By Scheme it is told whether the client used TLS.</summary>
    /// <param name="http">The request.</param>
    /// <param name="peer">The address of whom it came from; null when he has none.</param>
    /// <param name="proxies">Who is believed.</param>
    internal static ClientAddress Of(HttpContext http, EndPoint? peer, TrustedProxies proxies)
    {
        IHeaderDictionary fields = http.Request.Headers;
        bool isForwarded = IsForwardedBy(fields);
        if (isForwarded && proxies.Contains(peer))
        {
            peer = ClientOf(fields, proxies) ?? peer;
            if (ForwardedFor.SchemeOf(fields["Forwarded"], fields["X-Forwarded-Proto"]) is { } scheme)
                http.Request.Scheme = scheme;
        }

        bool isKnown = peer is not IPEndPoint { Address: var address } || !address.Equals(IPAddress.None);
        return new ClientAddress(isKnown ? peer : null, isForwarded);
    }

    private static bool IsForwardedBy(IHeaderDictionary fields)
    {
        foreach (string field in ForwardingFields)
        {
            if (fields.ContainsKey(field))
                return true;
        }

        return false;
    }

    // Null: neither of the two fields is there.
    private static IPEndPoint? ClientOf(IHeaderDictionary fields, TrustedProxies proxies)
    {
        StringValues standard = fields["Forwarded"], usual = fields["X-Forwarded-For"];
        IPEndPoint? byStandard = standard.Count == 0
            ? null
            : ForwardedFor.ClientOf(ForwardedFor.Parse(standard), proxies.Contains);
        IPEndPoint? byUsual = usual.Count == 0
            ? null
            : ForwardedFor.ClientOf(ForwardedFor.ParseList(usual), proxies.Contains);
        return byStandard is null || byUsual is null || byStandard.Address.Equals(byUsual.Address)
            ? byUsual ?? byStandard
            : new IPEndPoint(IPAddress.None, 0);
    }
}
