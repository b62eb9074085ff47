using Sockeye.Probing.Route;

namespace Sockeye.Cli.Commands.Route;

/// <summary>How a way is shown.</summary>
internal interface IRouteView
{
    /// <summary>Begins to show it, before the first probe.</summary>
    /// <param name="heading">What is about to be done.</param>
    /// <param name="tracer">Knows the hops.</param>
    void Start(string heading, RouteTracer tracer);

    /// <summary>Is told of everything, one at a time; it must not wait.</summary>
    void On(RouteEvent happened);

    /// <summary>Ends what it began, and shows no more; whether all went well or not.</summary>
    Task StopAsync();

    /// <summary>Shows what is left to show, after <see cref="StopAsync"/>.</summary>
    /// <param name="tracer">Knows the hops.</param>
    Task EndAsync(RouteTracer tracer);
}
