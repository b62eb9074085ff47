using Sockeye.Services.Echo;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>echo</c>.</summary>
internal static class EchoModule
{
    private const int Port = 7; // RFC 862

    public static ServiceModule Module { get; } = new(
        "echo", "Sends back what it receives (RFC 862).", _ => Endpoint.Tcp(null, Port))
    {
        Stream = _ => new EchoHandler(),
        Datagram = _ => new EchoDatagramService(),
    };
}
