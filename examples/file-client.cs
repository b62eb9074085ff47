#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 5, client: asks for a file by one line, and prints the answer: a status line, then the file.
//   dotnet run examples/file-client.cs notes.txt [port]
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Transports.Sockets;

string name = args is [var first, ..] ? first : "notes.txt";
int port = args is [_, var given, ..] ? int.Parse(given) : 55;
using var socket = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
await socket.SendAsync(Encoding.UTF8.GetBytes($"GET {name}\nBYE\n"));

using Stream output = Console.OpenStandardOutput();
byte[] buffer = new byte[64 * 1024];
int bytes;
while ((bytes = await socket.RecvAsync(buffer)) > 0)
    output.Write(buffer, 0, bytes);
socket.Close();
