#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 3.2, client: sends HELLO and prints the answer.
//   dotnet run examples/hello-reply-client.cs [port]
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 53;
using var socket = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
await socket.SendAsync("HELLO"u8.ToArray());

byte[] buffer = new byte[1024];
int bytes;
while ((bytes = await socket.RecvAsync(buffer)) > 0)
    Console.WriteLine(PrintableText.Escape(buffer.AsSpan(0, bytes)));
socket.Close();
