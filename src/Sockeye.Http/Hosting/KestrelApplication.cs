using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sockeye.Http.Hosting;

/// <summary>
/// What Kestrel calls for each request. The context of a connection is used again for its next request.
/// </summary>
/// <param name="run">Answers a request; throws nothing.</param>
internal sealed class KestrelApplication(Func<KestrelRequest, Task> run) : IHttpApplication<KestrelRequest>
{
    public KestrelRequest CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<KestrelRequest> container)
            return First(contextFeatures);

        if (container.HostContext is { } used)
            used.Http.Initialize(contextFeatures);
        else
            container.HostContext = First(contextFeatures);
        return container.HostContext;
    }

    public Task ProcessRequestAsync(KestrelRequest context)
    {
        context.Pending.SentBefore = context.Connection.Stream.BytesSent;
        return run(context);
    }

    // By now the end of the response has left.
    public void DisposeContext(KestrelRequest context, Exception? exception)
    {
        context.Pending.HasFailed |= exception is not null;
        context.Pending.OnEnd(
            context.Connection.Stream, context.Connection.Deliveries,
            isAsItIs: context.Http.Response.ContentLength is not null);
        context.Http.Uninitialize();
    }

    // Of a connection of HTTP/1, or of a stream of HTTP/2.
    private static KestrelRequest First(IFeatureCollection features)
    {
        ConnectionAdapter connection = features.GetRequiredFeature<ConnectionAdapter>();
        connection.OnAsked();
        return new KestrelRequest(new DefaultHttpContext(features), connection);
    }
}
