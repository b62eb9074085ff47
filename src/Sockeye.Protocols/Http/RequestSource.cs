namespace Sockeye.Protocols.Http;

/// <summary>Which page a browser sends a request for: a page of another site must not change anything here.</summary>
/// <remarks>
/// Passwords and addresses go with every request of a browser, whoever had it made. Programs send neither field.
/// </remarks>
public static class RequestSource
{
    /// <summary>Whether a request was made by a page of another origin, or may have been.</summary>
    /// <param name="fetchSite">Sec-Fetch-Site (W3C Fetch Metadata); null when it was not sent.</param>
    /// <param name="origin">Origin (RFC 6454 §7); null when it was not sent.</param>
    /// <param name="scheme">http or https: how the request came.</param>
    /// <param name="host">Host of the request.</param>
    public static bool IsForeign(string? fetchSite, string? origin, string scheme, string host)
    {
        if (fetchSite is not null)
            return fetchSite is not ("same-origin" or "none"); // none: a person, not a page

        return origin is not null && !origin.Equals($"{scheme}://{host}", StringComparison.OrdinalIgnoreCase);
    }
}
