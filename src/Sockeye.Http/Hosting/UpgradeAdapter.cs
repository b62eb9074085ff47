using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sockeye.Http.Hosting;

/// <summary>Leaves HTTP as Kestrel does; what comes then is not scanned as requests.</summary>
internal sealed class UpgradeAdapter(IHttpUpgradeFeature kestrels, ConnectionAdapter connection) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => kestrels.IsUpgradableRequest;

    /// <summary>For a request that may be answered so; others are left as they are.</summary>
    public static void AddTo(HttpContext http)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } kestrels)
            http.Features.Set<IHttpUpgradeFeature>(
                new UpgradeAdapter(kestrels, http.Features.GetRequiredFeature<ConnectionAdapter>()));
    }

    public async Task<Stream> UpgradeAsync()
    {
        Stream stream = await kestrels.UpgradeAsync();
        connection.LeaveHttp(); // nobody has read anything yet
        return stream;
    }
}
