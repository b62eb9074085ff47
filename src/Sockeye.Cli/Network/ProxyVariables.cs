using System.Net;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Network;

/// <summary>
/// By which proxy requests of HTTP go: <c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c>, but for the hosts of
/// <c>no_proxy</c>; as curl has them.
/// </summary>
internal static class ProxyVariables
{
    private static readonly string[] Names = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    /// <summary>Reads the environment.</summary>
    /// <exception cref="UsageException">
    /// A variable is no URL: who relies on a proxy must not be led around it.
    /// </exception>
    public static IWebProxy Read()
    {
        foreach (string name in Names)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && !IsUrl(value))
                throw new UsageException($"{name} is no URL of a proxy; write for example http://proxy:3128");
        }

        return HttpClient.DefaultProxy;
    }

    private static bool IsUrl(string value)
    {
        string url = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? proxy) && proxy.Host.Length > 0;
    }
}
