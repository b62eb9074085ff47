using Sockeye.Http.Pages;
using Sockeye.Protocols.Http;

namespace Sockeye.Http.Routes;

/// <summary>The routes of a server: what is where on it, and the <see cref="HouseStyle"/>.</summary>
public sealed class HttpSite
{
    private const string WholeServer = "*";

    private readonly Dictionary<string, IHttpEndpoint> _exact = [];
    private readonly List<(string Below, IHttpEndpoint Endpoint)> _below = []; // the longest first

    /// <summary>A site of these routes.</summary>
    /// <param name="routes">In any order.</param>
    /// <exception cref="ArgumentException">A path does not begin with <c>/</c>, or stands there twice.</exception>
    public HttpSite(params IEnumerable<Route> routes)
    {
        foreach (Route route in routes)
            Add(route);
        foreach (Asset asset in HouseStyle.All)
            Add(new Route(asset.Url, new ReadEndpoint(request => asset.SendAsync(request.Http))));
        _below.Sort(static (one, other) => other.Below.Length.CompareTo(one.Below.Length));
    }

    /// <summary>What answers requests for the server as a whole; null for nothing.</summary>
    internal IHttpEndpoint? Whole { get; private set; }

    /// <summary>What answers requests for a target; null for nothing.</summary>
    internal IHttpEndpoint? Find(RequestTarget target)
    {
        if (_exact.TryGetValue(target.Path, out IHttpEndpoint? exact))
            return exact;

        foreach ((string below, IHttpEndpoint endpoint) in _below)
        {
            if (target.Path.StartsWith(below, StringComparison.Ordinal)
                || (target.IsDirectory && below.AsSpan().TrimEnd('/').SequenceEqual(target.Path)))
                return endpoint;
        }

        return null;
    }

    private void Add(Route route)
    {
        if (!TryAdd(route))
            throw new ArgumentException($"two routes are for {route.Path}", nameof(route));
    }

    // "*" is no path: a file of that name is at "/*".
    private bool TryAdd(Route route)
    {
        if (route.Path == WholeServer)
        {
            bool isFirst = Whole is null;
            Whole = route.Endpoint;
            return isFirst;
        }

        if (!route.Path.StartsWith('/'))
            throw new ArgumentException($"the path of a route begins with '/': {route.Path}", nameof(route));

        string path = route.Path[1..];
        if (path.Length > 0 && !path.EndsWith('/'))
            return _exact.TryAdd(path, route.Endpoint);
        if (_below.Exists(known => known.Below == path))
            return false;

        _below.Add((path, route.Endpoint));
        return true;
    }
}
