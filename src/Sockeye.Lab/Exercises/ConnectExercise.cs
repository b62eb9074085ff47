using System.Net;
using System.Net.Sockets;
using Sockeye.Services.Hello;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Lab.Exercises;

/// <summary>connect: a name is resolved, a socket created and connected; each step that fails says so itself.</summary>
internal sealed class ConnectExercise : IExercise
{
    // RFC 6761 §6.4: there is never such a name.
    private const string UnknownName = "name.invalid";

    // A stream to every host at once is refused by the kernel before it looks at a route (tcp_v4_connect): the same
    // error everywhere, and nothing leaves the machine.
    private const string UnreachableHost = "255.255.255.255";

    public string Id => "connect";

    public string Title => "socket created, host resolved, connected; each failure has its own message";

    public int Port => Ports.Web;

    public Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint) => LabServer.StartAsync(
        bench, endpoint, "connect", ServeMode.Once,
        onMessage => new HelloHandler(reply: false, onMessage));

    public async Task<string> RunClientAsync(LabBench bench, Endpoint server)
    {
        IReadOnlyList<EndPoint> addresses = await bench.Sockets.ResolveAsync(server, bench.Stop);
        bench.Note("client", $"host resolved: {server.Host} is {PeerAddress.TextOf(addresses[0])}");
        using var socket = new BerkeleySocket(
            addresses[0].AddressFamily, SocketType.Stream, calls: bench.Calls, time: bench.Time);
        bench.Note("client", $"socket created: descriptor {socket.Descriptor}");
        await socket.ConnectAsync(addresses[0], bench.Stop);
        bench.Note("client", $"connected to {PeerAddress.TextOf(socket.RemoteEndPoint)}");
        await socket.SendAsync(HelloHandler.Greeting, bench.Stop);
        return $"connected to {PeerAddress.TextOf(addresses[0])}";
    }

    public async Task<string> RunAsync(LabBench bench, Endpoint endpoint)
    {
        LabServer server = await StartServerAsync(bench, endpoint);
        string connected = await RunClientAsync(bench, server.Endpoint);
        await server.EndAsync();
        LabFailure.Unless(
            server.Messages.Count == 1, $"{server.Messages.Count} greetings reached the server instead of 1");

        string unknown = await FailAsync(bench, Endpoint.Tcp(UnknownName, endpoint.Port));
        string refused = await FailAsync(bench, server.Endpoint);
        string unreachable = await FailAsync(bench, Endpoint.Tcp(UnreachableHost, endpoint.Port));
        LabFailure.Unless(
            new[] { unknown, refused, unreachable }.Distinct().Count() == 3,
            $"the errors are not told apart: {unknown}, {refused}, {unreachable}");
        return $"{connected}; unknown name: {unknown}; closed port: {refused}; unreachable host: {unreachable}";
    }

    private static async Task<string> FailAsync(LabBench bench, Endpoint wrong)
    {
        try
        {
            await (await bench.Sockets.ConnectAsync(wrong, bench.Stop)).DisposeAsync();
        }
        catch (SocketCallException e)
        {
            bench.Note("client", e.Message);
            return e.SocketError switch
            {
                SocketError.HostNotFound => "name not known",
                SocketError.TryAgain => "no name server answers", // a machine without a network
                _ => ErrnoNames.Of(e.Errno),
            };
        }

        throw new LabFailure($"{wrong} was connected to, and should not have been");
    }
}
