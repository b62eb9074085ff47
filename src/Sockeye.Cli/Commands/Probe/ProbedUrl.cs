namespace Sockeye.Cli.Commands.Probe;

/// <summary>URLs as people have them at hand: of those the host and the port can be probed.</summary>
internal static class ProbedUrl
{
    private static readonly (string Url, string Endpoint, string Port)[] Schemes =
        [("http://", "tcp://", ":80"), ("https://", "tls://", ":443")]; // RFC 9110 §4.2

    /// <summary>The endpoint of a URL of the web; anything else as it is.</summary>
    public static string ToEndpoint(string word)
    {
        foreach ((string url, string endpoint, string port) in Schemes)
        {
            if (!word.StartsWith(url, StringComparison.OrdinalIgnoreCase))
                continue;

            string authority = word[url.Length..].Split('/', '?', '#')[0]; // RFC 3986 §3.2
            authority = authority[(authority.LastIndexOf('@') + 1)..];
            if (authority.Length == 0)
                return word; // an endpoint without a host would be this machine: nobody means that here
            bool hasPort = authority.LastIndexOf(':') > authority.LastIndexOf(']');
            return endpoint + authority + (hasPort ? "" : port);
        }

        return word;
    }
}
