#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 3.3, client: sends a text and prints it as it comes back.
//   dotnet run examples/upper-client.cs "γειά σου" [port]
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sockeye.Transports.Sockets;

string text = args is [var words, ..] ? words : "hello, café";
int port = args is [_, var given, ..] ? int.Parse(given) : 12_000;
using var socket = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
await socket.SendAsync(Encoding.UTF8.GetBytes(text));
socket.Shutdown(SocketShutdown.Send); // half-close: nothing more will come from us, but we still listen

var answer = new MemoryStream();
byte[] buffer = new byte[4096];
int bytes;
while ((bytes = await socket.RecvAsync(buffer)) > 0)
    answer.Write(buffer, 0, bytes);
Console.WriteLine(Encoding.UTF8.GetString(answer.ToArray()));
socket.Close();
