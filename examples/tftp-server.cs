#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Exercise 8, server: several clients ask for binary files over datagrams, all are served at once, each from a port
// of its own.
//   dotnet run examples/tftp-server.cs . [port]          then: curl tftp://127.0.0.1:59/README.md
using Sockeye.Files.Access;
using Sockeye.Files.Tftp;
using Sockeye.Serving;
using Sockeye.Files.Storage;
using Sockeye.Transports.Sockets;
using Sockeye.Transports;

using var root = new FileRoot(args is [var directory, ..] ? directory : ".");
int port = args is [_, var given, ..] ? int.Parse(given) : 59;
var transport = new SocketTransport(TimeProvider.System);
IDatagramSocket socket = await transport.BindAsync(Endpoint.Udp("127.0.0.1", port)); // socket and bind
Console.Error.WriteLine($"listening on {socket.Endpoint}");

var files = new TftpService(new SharedFolder(root, Rights.ReadOnly), new TftpServiceOptions());
var server = new DatagramServer(socket, transport, files, new ServeOptions(), new ServerContext { Service = "tftp" });
await server.RunAsync(CancellationToken.None); // recvfrom and sendto, until the process ends
