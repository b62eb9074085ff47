using System.CommandLine.Parsing;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>A service to start: <c>SERVICE[@ENDPOINT]</c>.</summary>
/// <param name="Service">Which.</param>
/// <param name="Endpoint">Where; null for its default.</param>
internal sealed record ServiceSpec(ServiceDefinition Service, Endpoint? Endpoint)
{
    /// <summary>Reads the text form; mistakes are added to <paramref name="result"/>.</summary>
    public static ServiceSpec? Parse(string text, SymbolResult result)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        string name = at < 0 ? text : text[..at];
        if (ServiceCatalog.Find(name) is not { } service)
        {
            string known = string.Join(", ", ServiceCatalog.All.Select(known => known.Name));
            result.AddError($"there is no service '{name}'; the services are {known}");
            return null;
        }

        if (at < 0)
            return new ServiceSpec(service, null);

        Endpoint? endpoint = CommonOptions.ParseEndpoint(result, text[(at + 1)..]);
        return endpoint is null ? null : new ServiceSpec(service, endpoint);
    }
}
