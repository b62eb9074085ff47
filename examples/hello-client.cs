#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 3.1, client: connects, sends HELLO, closes.
//   dotnet run examples/hello-client.cs [port]
using System.Net;
using System.Net.Sockets;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 53;
using var socket = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
await socket.SendAsync("HELLO"u8.ToArray());
socket.Close();
Console.WriteLine("sent HELLO");
