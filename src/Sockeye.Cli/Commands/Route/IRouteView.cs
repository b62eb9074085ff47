using Sockeye.Probing.Route;

namespace Sockeye.Cli.Commands.Route;

/// <summary>How a way is shown.</summary>
internal interface IRouteView
{
    /// <summary>Before the first probe.</summary>
    /// <param name="heading">What is about to be done.</param>
    void Start(string heading);

    /// <summary>Is told of everything, one at a time; it must not wait.</summary>
    void On(RouteEvent happened);

    /// <summary>Shows what is to be shown meanwhile, until it is told to stop.</summary>
    /// <param name="tracer">Knows the hops.</param>
    /// <param name="stop">All is over.</param>
    Task DrawAsync(RouteTracer tracer, CancellationToken stop);

    /// <summary>After the last probe.</summary>
    /// <param name="tracer">Knows the hops.</param>
    Task EndAsync(RouteTracer tracer);
}
