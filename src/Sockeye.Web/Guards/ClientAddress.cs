using System.Net;
using Microsoft.AspNetCore.Http;
using Sockeye.Transports;

namespace Sockeye.Web.Guards;

/// <summary>Where a request comes from.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// The client's address; null when it is of this machine without one, as over a UNIX socket. One that is not known
    /// is <see cref="IPAddress.None"/>: who has no address has no right by it.
    /// </summary>
    public static IPAddress? Of(HttpContext http) =>
        http.Connection.RemoteIpAddress
        ?? (http.Features.Get<StreamConnection>() is { RemoteEndPoint: null or IPEndPoint } ? IPAddress.None : null);

    /// <summary>Whether it comes from this machine.</summary>
    public static bool IsHere(HttpContext http) => Of(http) is not { } address || IPAddress.IsLoopback(address);
}
