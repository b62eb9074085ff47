#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 4, the party that waits: lines in both directions at any time, until either says BYE.
//   dotnet run examples/talk-server.cs [port]
using System.Net;
using System.Net.Sockets;
using Sockeye.Services.Talk;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 54;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");

BerkeleySocket client = await server.AcceptAsync();
await using StreamConnection connection = new SocketTransport(TimeProvider.System).Adopt(client);
var talk = new TalkConversation(connection, LinesTyped(), Console.WriteLine, TimeProvider.System);
Console.Error.WriteLine(await talk.RunAsync(CancellationToken.None));

static async IAsyncEnumerable<string> LinesTyped()
{
    while (await Task.Run(Console.ReadLine) is { } line) // a read of the keyboard blocks its thread
        yield return line;
}
