#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Exercise 6, server: several clients ask for files; they are served one after the other.
//   dotnet run examples/file-server-iterative.cs . [port]
using System.Net.Sockets;
using System.Net;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Transports.Sockets;
using Sockeye.Transports;

using var root = new FileRoot(args is [var directory, ..] ? directory : ".");
int port = args is [_, var given, ..] ? int.Parse(given) : 56;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");

var transport = new SocketTransport(TimeProvider.System);
var files = new SfpHandler(new SharedFolder(root, Rights.ReadOnly));
while (true)
{
    BerkeleySocket client = await server.AcceptAsync();
    await ServeAsync(client); // the next client waits in the backlog meanwhile
}

async Task ServeAsync(BerkeleySocket client)
{
    await using StreamConnection connection = transport.Adopt(client);
    try
    {
        await files.RunAsync(connection, CancellationToken.None);
    }
    catch (Exception e) when (e is IOException or Sockeye.Protocols.ProtocolException)
    {
        Console.Error.WriteLine(e.Message); // one client's end is not the server's
    }
}
