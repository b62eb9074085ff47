using System.Net;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Network;

/// <summary>
/// By which proxy requests of HTTP go: <c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c>, but for the hosts of
/// <c>no_proxy</c>; as curl has them: the capital forms too, but for <c>HTTP_PROXY</c>, which a visitor of a CGI script
/// could set.
/// </summary>
internal static class ProxyVariables
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

    /// <summary>Reads the environment.</summary>
    /// <exception cref="UsageException">
    /// A variable is no URL of a proxy: who relies on one must not be led around it.
    /// </exception>
    public static IWebProxy Read() => Of(Environment.GetEnvironmentVariable);

    /// <summary>The same of other variables.</summary>
    /// <param name="valueOf">The value of a name; null when there is none.</param>
    public static IWebProxy Of(Func<string, string?> valueOf)
    {
        Uri? all = Proxy("all_proxy") ?? Proxy("ALL_PROXY");
        return new EnvironmentProxy(
            Proxy("http_proxy") ?? all, Proxy("https_proxy") ?? Proxy("HTTPS_PROXY") ?? all,
            valueOf("no_proxy") ?? valueOf("NO_PROXY") ?? "");

        Uri? Proxy(string name)
        {
            if (valueOf(name) is not { Length: > 0 } value)
                return null;

            return UrlOf(value)
                ?? throw new UsageException($"{name} is no URL of a proxy; write for example http://proxy:3128");
        }
    }

    private static Uri? UrlOf(string value)
    {
        string url = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        bool isUrl = Uri.TryCreate(url, UriKind.Absolute, out Uri? proxy) && proxy.Host.Length > 0;
        return isUrl && Schemes.Contains(proxy!.Scheme) ? proxy : null;
    }
}
