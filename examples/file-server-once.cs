#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Exercise 5, server: one client asks for a text file, gets it, and we are done.
//   dotnet run examples/file-server-once.cs . [port]
using System.Net.Sockets;
using System.Net;
using Sockeye.Files.Access;
using Sockeye.Files.Sfp;
using Sockeye.Files.Storage;
using Sockeye.Transports.Sockets;
using Sockeye.Transports;

using var root = new FileRoot(args is [var directory, ..] ? directory : ".");
int port = args is [_, var given, ..] ? int.Parse(given) : 55;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");

var files = new SfpHandler(
    new SharedFolder(root, Rights.ReadOnly), new SfpOptions { ClosesAfterFirstAnswer = true });
BerkeleySocket client = await server.AcceptAsync();
await using StreamConnection connection = new SocketTransport(TimeProvider.System).Adopt(client);
await files.RunAsync(connection, CancellationToken.None);
