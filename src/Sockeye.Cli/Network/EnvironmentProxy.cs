using System.Globalization;
using System.Net;

namespace Sockeye.Cli.Network;

/// <summary>The proxies of the environment, and for which hosts there is none: as curl(1) has them, and more.</summary>
/// <param name="forHttp">By which one requests of <c>http://</c> go; null for none.</param>
/// <param name="forHttps">The same of <c>https://</c>.</param>
/// <param name="noProxy">
/// Hosts without one, parted by commas or blanks: a name, which means all below it too; an address, or a block of them
/// (<c>10.0.0.0/8</c>); <c>*</c> for all. Beyond curl 7.88: a port behind it, brackets, blocks of IPv6.
/// </param>
internal sealed class EnvironmentProxy(Uri? forHttp, Uri? forHttps, string noProxy) : IWebProxy
{
    private readonly string[] _exceptions = noProxy.Split(
        [',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // The user and password of the proxies' URLs; they stand in no URL that is told.
    private readonly Dictionary<string, NetworkCredential> _logins = new[] { forHttp, forHttps }
        .Where(proxy => proxy?.UserInfo.Length > 0)
        .DistinctBy(proxy => WithoutLogin(proxy!).AbsoluteUri)
        .ToDictionary(proxy => WithoutLogin(proxy!).AbsoluteUri, proxy => LoginOf(proxy!));

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => new ByProxy(_logins);
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination)
    {
        Uri? proxy = destination.Scheme is "https" or "wss" ? forHttps : forHttp;
        return proxy is null || IsBypassed(destination) ? null : WithoutLogin(proxy);
    }

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => _exceptions.Any(
        exception => IsMeant(exception, host.IdnHost.Trim('[', ']'), host.Port));

    private static bool IsMeant(string exception, string host, int port)
    {
        if (exception == "*")
            return true;
        if (IPNetwork.TryParse(exception, out IPNetwork block))
            return IPAddress.TryParse(host, out IPAddress? address) && block.Contains(address);

        (string name, bool isPort) = WithoutPort(exception, port);
        if (!isPort)
            return false;
        if (IPAddress.TryParse(name, out IPAddress? same) || IPAddress.TryParse(host, out _))
            return IPAddress.TryParse(host, out IPAddress? asked) && asked.Equals(same);

        string domain = name.Trim('.');
        string plain = host.TrimEnd('.');
        return domain.Length > 0 && (plain.Equals(domain, StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
    }

    // host, host:port, v6, [v6], [v6]:port
    private static (string Host, bool IsPort) WithoutPort(string exception, int port)
    {
        int colon = exception.LastIndexOf(':');
        bool hasPort = colon > exception.LastIndexOf(']') && (exception.Contains(']', StringComparison.Ordinal)
            || exception.IndexOf(':', StringComparison.Ordinal) == colon);
        string host = (hasPort && colon >= 0 ? exception[..colon] : exception).Trim('[', ']');
        bool isPort = !hasPort || colon < 0 || exception[(colon + 1)..] == port.ToString(CultureInfo.InvariantCulture);
        return (host, isPort);
    }

    private static Uri WithoutLogin(Uri proxy) => new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;

    private static NetworkCredential LoginOf(Uri proxy)
    {
        string[] parts = proxy.UserInfo.Split(':', 2);
        string password = parts.Length > 1 ? parts[1] : "";
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(password));
    }

    private sealed class ByProxy(Dictionary<string, NetworkCredential> logins) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) => logins.GetValueOrDefault(uri.AbsoluteUri);
    }
}
