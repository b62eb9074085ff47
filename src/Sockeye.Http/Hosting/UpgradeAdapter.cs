using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sockeye.Http.Hosting;

/// <summary>Leaves HTTP as Kestrel does; what comes then is not scanned as requests.</summary>
internal sealed class UpgradeAdapter(IHttpUpgradeFeature kestrels, ConnectionAdapter connection) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => kestrels.IsUpgradableRequest;

    /// <summary>For a request that may be answered so; others are left as they are.</summary>
    public static void AddTo(KestrelRequest request)
    {
        HttpContext http = request.Http;
        if (http.Request.Headers.Connection.Count > 0 // which has to name the upgrade (RFC 9110 §7.8)
            && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } kestrels)
            http.Features.Set<IHttpUpgradeFeature>(new UpgradeAdapter(kestrels, request.Connection));
    }

    public async Task<Stream> UpgradeAsync()
    {
        Stream stream = await kestrels.UpgradeAsync();
        connection.LeaveHttp(); // nobody has read anything yet
        return stream;
    }
}
