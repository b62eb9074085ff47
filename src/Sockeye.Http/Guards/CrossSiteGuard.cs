using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sockeye.Protocols.Http;

namespace Sockeye.Http.Guards;

/// <summary>Pages of other sites may read here what a browser lets them, and change nothing.</summary>
/// <remarks>
/// A WebSocket is opened by GET, and no browser keeps one of another site from it: it counts as a change.
/// </remarks>
internal static class CrossSiteGuard
{
    public static bool MaySend(HttpRequest request)
    {
        string method = request.Method;
        bool onlyReads = (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            && StringValues.IsNullOrEmpty(request.Headers.Upgrade);
        return onlyReads || !RequestSource.IsForeign(
            request.Headers["Sec-Fetch-Site"], request.Headers.Origin, request.Scheme, request.Host.Value ?? "");
    }
}
