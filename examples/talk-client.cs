#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 4, the party that calls.
//   dotnet run examples/talk-client.cs [port]
using System.Net;
using System.Net.Sockets;
using Sockeye.Services.Talk;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 54;
var socket = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

await using StreamConnection connection = new SocketTransport(TimeProvider.System).Adopt(socket);
var talk = new TalkConversation(connection, LinesTyped(), Console.WriteLine, TimeProvider.System);
Console.Error.WriteLine(await talk.RunAsync(CancellationToken.None));

static async IAsyncEnumerable<string> LinesTyped()
{
    while (await Task.Run(Console.ReadLine) is { } line) // a read of the keyboard blocks its thread
        yield return line;
}
