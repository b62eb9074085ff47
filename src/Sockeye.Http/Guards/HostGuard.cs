using System.Net;
using Microsoft.AspNetCore.Http;
using Sockeye.Transports;
using Sockeye.Transports.Tls;

namespace Sockeye.Http.Guards;

/// <summary>Takes only requests that were meant for this machine, by the name that stands in Host.</summary>
/// <remarks>
/// A page of another site can give its own name our address (DNS rebinding), and then speaks to us as if we were that
/// site. But the browser still sends the site's name. Inside TLS that ends here it cannot happen: the certificate is
/// not for it. TLS that ended at a proxy does not count, for that is only a field.
/// </remarks>
internal sealed class HostGuard(string machine, IReadOnlyList<string> names)
{
    public bool IsMeant(HttpRequest request)
    {
        bool isTls = request.HttpContext.Features.Get<StreamConnection>()?.Find<TlsConnection>() is not null;
        string host = request.Host.Host.Trim('[', ']').TrimEnd('.');
        return isTls
            || host.Length == 0 // HTTP/1.0: no browser
            || IPAddress.TryParse(host, out _)
            || IsOurs(host);
    }

    // The machine's name alone, and as a local network completes it (RFC 6762 for .local).
    private bool IsOurs(string host) =>
        IsSame(host, "localhost")
        || IsSame(host, machine)
        || IsSame(host, machine + ".local")
        || IsSame(host, machine + ".lan")
        || IsSame(host, machine + ".home.arpa") // RFC 8375
        || names.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
