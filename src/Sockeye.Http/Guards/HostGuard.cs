using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sockeye.Http.Guards;

/// <summary>Takes only requests that were meant for this machine, by the name that stands in Host.</summary>
/// <remarks>
/// A page of another site can give its own name our address (DNS rebinding), and then speaks to us as if we were that
/// site. But the browser still sends the site's name. Inside TLS that ends here it cannot happen: the certificate is
/// not for it. TLS that ended at a proxy does not count, for that is only a field.
/// </remarks>
internal sealed class HostGuard(string machine, IReadOnlyList<string> names)
{
    private string? _meant; // what stood in Host of one that was meant for us: mostly the next has the same

    /// <param name="field">Host.</param>
    /// <param name="isSecured">Whether it came inside TLS that ends here.</param>
    public bool IsMeant(HostString field, bool isSecured)
    {
        if (isSecured || (field.Value is { } text && text == _meant))
            return true;

        string host = field.Host.Trim('[', ']').TrimEnd('.');
        bool isMeant = host.Length == 0 // HTTP/1.0: no browser
            || IPAddress.TryParse(host, out _)
            || IsOurs(host);
        if (isMeant)
            _meant = field.Value;
        return isMeant;
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
