using Sockeye.Lab;
using Sockeye.Services.Upper;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>upper</c>.</summary>
internal static class UpperModule
{
    public static ServiceModule Module { get; } = new(
        "upper", "Returns text in upper case.", _ => Endpoint.Tcp(null, Ports.Upper))
    {
        Stream = _ => new UpperHandler(),
    };
}
