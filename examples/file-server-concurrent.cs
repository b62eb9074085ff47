#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Exercise 7, server: several clients ask for files; they are served all at once.
//   dotnet run examples/file-server-concurrent.cs . [port]
using System.Net.Sockets;
using System.Net;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Transports.Sockets;
using Sockeye.Transports;

using var root = new FileRoot(args is [var directory, ..] ? directory : ".");
int port = args is [_, var given, ..] ? int.Parse(given) : 57;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");
var transport = new SocketTransport(TimeProvider.System);
var files = new SfpHandler(new SharedFolder(root, Rights.ReadOnly));
var serving = new List<Task>();
while (true)
{
    serving.RemoveAll(task => task.IsCompleted);
    serving.Add(ServeAsync(await server.AcceptAsync())); // not awaited: the next client is accepted at once
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
