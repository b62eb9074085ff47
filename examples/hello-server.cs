#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 3.1, server: a client connects and sends HELLO; we print it and close.
//   dotnet run examples/hello-server.cs            port 53 needs root; give another: … hello-server.cs 10053
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 53;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");

using BerkeleySocket client = await server.AcceptAsync();
byte[] buffer = new byte[1024];
var received = new StringBuilder();
int bytes;
while ((bytes = await client.RecvAsync(buffer)) > 0 && received.Length < buffer.Length)
    received.Append(PrintableText.Escape(buffer.AsSpan(0, bytes)));
Console.WriteLine($"{client.RemoteEndPoint} sent {received}");
client.Close();
