using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sockeye.Transports.Tls;

namespace Sockeye.Http.Hosting;

/// <summary>Tells Kestrel that a connection is inside TLS, and what the two agreed to speak.</summary>
internal sealed class TlsFeatures : ITlsConnectionFeature, ITlsApplicationProtocolFeature
{
    private TlsFeatures(TlsConnection connection) => ApplicationProtocol = connection.ApplicationProtocol.Protocol;

    public ReadOnlyMemory<byte> ApplicationProtocol { get; }

    /// <summary>We ask clients for none.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    public static void AddTo(IFeatureCollection features, TlsConnection connection)
    {
        var secured = new TlsFeatures(connection);
        features.Set<ITlsConnectionFeature>(secured);
        features.Set<ITlsApplicationProtocolFeature>(secured);
    }

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<X509Certificate2?>(null);
}
