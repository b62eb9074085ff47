using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sockeye.Transports;

namespace Sockeye.Http.Hosting;

/// <summary>
/// What Kestrel calls for each request. The context of a connection is used again for its next request.
/// </summary>
/// <param name="run">Answers a request; throws nothing.</param>
internal sealed class KestrelApplication(Func<HttpContext, Task> run) : IHttpApplication<KestrelApplication.Context>
{
    public Context CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<Context> container)
            return new Context(new DefaultHttpContext(contextFeatures));

        if (container.HostContext is { } used)
            used.Http.Initialize(contextFeatures);
        else
            container.HostContext = First(contextFeatures);
        return container.HostContext;
    }

    public Task ProcessRequestAsync(Context context)
    {
        IFeatureCollection features = context.Http.Features;
        features.Set(context.Pending);
        context.Pending.SentBefore = features.GetRequiredFeature<StreamConnection>().BytesSent;
        return run(context.Http);
    }

    // By now the end of the response has left.
    public void DisposeContext(Context context, Exception? exception)
    {
        IFeatureCollection features = context.Http.Features;
        context.Pending.HasFailed |= exception is not null;
        context.Pending.OnEnd(
            features.GetRequiredFeature<StreamConnection>(), features.GetRequiredFeature<Deliveries>(),
            isAsItIs: context.Http.Response.ContentLength is not null);
        context.Http.Uninitialize();
    }

    // Of a connection of HTTP/1, or of a stream of HTTP/2.
    private static Context First(IFeatureCollection features)
    {
        var http = new DefaultHttpContext(features);
        features.Get<ConnectionAdapter>()?.OnAsked();
        return new Context(http);
    }

    /// <summary>What a connection keeps between its requests.</summary>
    internal sealed record Context(DefaultHttpContext Http)
    {
        public PendingAnswer Pending { get; } = new();
    }
}
