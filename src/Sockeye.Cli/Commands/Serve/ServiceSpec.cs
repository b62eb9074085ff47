using System.CommandLine.Parsing;
using Sockeye.Cli.Services;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>A service to start: <c>SERVICE[@ENDPOINT]</c>.</summary>
/// <param name="Service">Which.</param>
/// <param name="Endpoint">Where; null for its default.</param>
internal sealed record ServiceSpec(ServiceModule Service, Endpoint? Endpoint)
{
    /// <summary>Reads the text form; mistakes are added to <paramref name="result"/>.</summary>
    public static ServiceSpec? Parse(string text, SymbolResult result)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        string name = at < 0 ? text : text[..at];
        if (ServiceCatalog.Find(name) is not { } service)
        {
            string known = string.Join(", ", ServiceCatalog.All.Select(known => known.Name));
            string meant = NearestWord.Find(name, ServiceCatalog.All.Select(service => service.Name)) is { } near
                ? $"is it {near}? The"
                : "the";
            result.AddError($"there is no service '{name}'; {meant} services are {known}");
            return null;
        }

        if (at < 0)
            return new ServiceSpec(service, null);

        string where = text[(at + 1)..];
        Endpoint? endpoint = CommonOptions.ParseEndpoint(result, where);
        if (endpoint is null)
            return null;
        bool hasScheme = where.Contains("://", StringComparison.Ordinal);
        if (service.Stream is null && endpoint.Scheme == EndpointScheme.Tcp && !hasScheme)
            endpoint = Endpoint.Udp(endpoint.Host, endpoint.Port); // nobody wrote tcp, and it knows datagrams only

        if (endpoint.IsDatagram ? service.Datagram is null : service.Stream is null)
        {
            Endpoint usual = service.DefaultEndpoint(new ServeOptions().Mode);
            result.AddError($"{name} does not run over {endpoint}; try {name}@{usual}");
        }

        return new ServiceSpec(service, endpoint);
    }
}
