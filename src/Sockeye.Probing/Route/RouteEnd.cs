namespace Sockeye.Probing.Route;

/// <summary>Where the way ended.</summary>
public enum RouteEnd
{
    /// <summary>At the destination, in one round at least.</summary>
    Reached,

    /// <summary>At somebody who says that it does not go on.</summary>
    Refused,

    /// <summary>At hops that the probes come back to again and again.</summary>
    Loop,

    /// <summary>In silence.</summary>
    Silent,

    /// <summary>At the last hop that was asked for, which is a router.</summary>
    TooFar,
}
