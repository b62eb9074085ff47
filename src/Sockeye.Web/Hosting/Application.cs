using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sockeye.Access;
using Sockeye.Transports;

namespace Sockeye.Web.Hosting;

/// <summary>
/// What Kestrel calls for each request. The context of a connection is used again for its next request.
/// </summary>
/// <param name="run">Answers a request; throws nothing. Tells the access whose answer leaves at its end.</param>
internal sealed class Application(Func<HttpContext, Task<Transfer?>> run) : IHttpApplication<Application.Context>
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

    public async Task ProcessRequestAsync(Context context) => context.Sent = await run(context.Http);

    // By now the end of the response has left.
    public void DisposeContext(Context context, Exception? exception)
    {
        if (context.Sent is { } sent)
            Follow(sent, context.Http, exception);
        context.Sent = null;
        context.Http.Uninitialize();
    }

    // Of a connection of HTTP/1, or of a stream of HTTP/2.
    private static Context First(IFeatureCollection features)
    {
        var http = new DefaultHttpContext(features);
        features.Get<CarriedConnection>()?.OnAsked();
        return new Context(http);
    }

    private static void Follow(Transfer sent, DefaultHttpContext http, Exception? failure)
    {
        bool hasLeft = failure is null && http.Features.Get<StreamConnection>() is { IsSendCutOff: false };
        if (hasLeft)
            http.Features.Get<Deliveries>()!.Add(sent);
        else
            sent.Dispose();
    }

    /// <summary>What a connection keeps between its requests.</summary>
    internal sealed record Context(DefaultHttpContext Http)
    {
        /// <summary>The access whose answer leaves with the end of the response.</summary>
        public Transfer? Sent { get; set; }
    }
}
