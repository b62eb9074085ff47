using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sockeye.Web.Hosting;

/// <summary>
/// What Kestrel calls for each request. The context of a connection is used again for its next request.
/// </summary>
/// <param name="run">Answers a request; throws nothing.</param>
internal sealed class Application(RequestDelegate run) : IHttpApplication<Application.Context>
{
    public Context CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<Context> container)
            return new Context(new DefaultHttpContext(contextFeatures));

        if (container.HostContext is { } used)
            used.Http.Initialize(contextFeatures);
        else
            container.HostContext = new Context(new DefaultHttpContext(contextFeatures));
        return container.HostContext;
    }

    public Task ProcessRequestAsync(Context context) => run(context.Http);

    public void DisposeContext(Context context, Exception? exception) => context.Http.Uninitialize();

    /// <summary>What a connection keeps between its requests.</summary>
    internal sealed record Context(DefaultHttpContext Http);
}
