#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 3.2, server: a client sends HELLO, we answer HELLO and close.
//   dotnet run examples/hello-reply-server.cs [port]
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 53;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");

using BerkeleySocket client = await server.AcceptAsync();
byte[] greeting = new byte["HELLO".Length];
int received = 0;
int bytes;
while (received < greeting.Length && (bytes = await client.RecvAsync(greeting.AsMemory(received))) > 0)
    received += bytes; // a stream has no messages: HELLO may come in pieces
Console.WriteLine($"{client.RemoteEndPoint} sent {PrintableText.Escape(greeting.AsSpan(0, received))}");

await client.SendAsync("HELLO"u8.ToArray());
client.Close();
