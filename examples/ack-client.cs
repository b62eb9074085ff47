#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// The study, client: sends a greeting and prints the answer.
//   dotnet run examples/ack-client.cs "Hello, server" [port]
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Sockets;

string greeting = args is [var words, ..] ? words : "Hello, server";
int port = args is [_, var given, ..] ? int.Parse(given) : 65_432;
using var socket = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
await socket.SendAsync(Encoding.UTF8.GetBytes(greeting));

byte[] buffer = new byte[1024];
int bytes = await socket.RecvAsync(buffer);
Console.WriteLine(PrintableText.Escape(buffer.AsSpan(0, bytes)));
socket.Close();
