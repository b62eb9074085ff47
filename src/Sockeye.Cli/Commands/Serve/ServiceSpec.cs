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
    /// <summary>
    /// Reads the text form, or a name that stands for several, each at its default; mistakes are added to
    /// <paramref name="result"/>.
    /// </summary>
    public static IReadOnlyList<ServiceSpec> ParseAll(string text, SymbolResult result)
    {
        string[] parts = text.Split('@', 2);
        if (ServiceCatalog.FindBundle(parts[0]) is not { } bundle)
            return Parse(text, result) is { } one ? [one] : [];
        if (parts.Length == 1)
            return [.. bundle.Services.Select(static service => new ServiceSpec(service, null))];

        string doors = string.Join(", ", bundle.Services.Select(service => $"{service.Name}@ENDPOINT"));
        result.AddError($"{bundle.Name} stands for several services; say where for each that you want: {doors}");
        return [];
    }

    /// <summary>Reads the text form of one; mistakes are added to <paramref name="result"/>.</summary>
    public static ServiceSpec? Parse(string text, SymbolResult result)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        string name = at < 0 ? text : text[..at];
        if (ServiceCatalog.Find(name) is not { } service)
        {
            string known = string.Join(", ", ServiceCatalog.Names.Select(static known => known.Name));
            string meant = NearestWord.Find(name, ServiceCatalog.Names.Select(static known => known.Name)) is { } near
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
