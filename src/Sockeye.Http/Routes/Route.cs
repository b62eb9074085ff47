namespace Sockeye.Http.Routes;

/// <summary>Which requests an endpoint answers.</summary>
/// <param name="Path">
/// As it stands in a URL, not escaped: <c>/-/healthz</c> is that path only, <c>/chat/</c> all paths below as well,
/// <c>/</c> everything, and <c>*</c> the server as a whole (RFC 9110 §9.3.7, OPTIONS). The longest that fits counts.
/// </param>
/// <param name="Endpoint">What answers them.</param>
public sealed record Route(string Path, IHttpEndpoint Endpoint);
