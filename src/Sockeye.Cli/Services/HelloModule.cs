using System.CommandLine;
using Sockeye.Lab;
using Sockeye.Services.Hello;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>hello</c>.</summary>
internal static class HelloModule
{
    private static readonly Option<bool> Reply = new("--reply") { Description = "hello: answer HELLO." };

    public static ServiceModule Module { get; } = new(
        "hello", "Takes HELLO and, with --reply, answers HELLO.", _ => Endpoint.Tcp(null, Ports.Hello))
    {
        Options = [Reply],
        Stream = settings => new HelloHandler(settings.ValueOf(Reply), settings.OnMessage),
    };
}
