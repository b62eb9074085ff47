using Sockeye.Lab;
using Sockeye.Services.Ack;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>ack</c>.</summary>
internal static class AckModule
{
    public static ServiceModule Module { get; } = new(
        "ack", "Prints each message and answers 'Message received by server'.", _ => Endpoint.Tcp(null, Ports.Ack))
    {
        Stream = settings => new AckHandler(settings.OnMessage),
    };
}
