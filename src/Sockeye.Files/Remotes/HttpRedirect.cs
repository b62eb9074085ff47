using System.Net;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Remotes;

/// <summary>Where an answer sends its client that leads elsewhere (RFC 9110 §15.4), and where it may not.</summary>
internal static class HttpRedirect
{
    /// <summary>How many are followed one after the other: 10, our choice, half of what browsers do.</summary>
    public const int MaxHops = 10;

    /// <summary>Whether the answer sends a client that only reads elsewhere.</summary>
    public static bool IsOne(HttpRequestMessage request, HttpResponseMessage response) =>
        (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
        && response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is not null;

    /// <summary>The URL it leads to, without a user and a fragment.</summary>
    /// <param name="from">The URL that was asked for.</param>
    /// <param name="location">What the answer says; may be relative.</param>
    /// <exception cref="PeerProtocolException">It is not HTTP, or leads out of TLS.</exception>
    public static Uri Target(Uri from, Uri location)
    {
        if (!Uri.TryCreate(from, location, out Uri? next) || next.Scheme is not ("http" or "https") || next.Host == "")
            throw Refused(location, "which is no URL of HTTP");
        if (from.Scheme == "https" && next.Scheme == "http")
            throw Refused(location, "outside of TLS, where anybody could read along; ask for that URL if it is meant");

        return new UriBuilder(next) { UserName = "", Password = "", Fragment = "" }.Uri;
    }

    /// <summary>Whether a request for a file led to its name with a slash: to the page of a directory.</summary>
    public static bool IsDirectory(Uri asked, Uri reached) =>
        OriginOf(reached) == OriginOf(asked) && reached.AbsolutePath == asked.AbsolutePath + "/";

    /// <summary>What credentials and fields of our user's own are for: scheme, host and port (RFC 6454 §4).</summary>
    public static string OriginOf(Uri url) => $"{url.Scheme}://{url.IdnHost}:{url.Port}";

    private static PeerProtocolException Refused(Uri location, string why) => new(
        ProtocolError.Refused, $"the server sends us to {PrintableText.Escape(location.OriginalString)}, {why}");
}
