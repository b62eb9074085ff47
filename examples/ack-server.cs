#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// The study, server: prints every chunk received and answers 'Message received by server', until the client closes.
//   dotnet run examples/ack-server.cs [port]
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 65_432;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");

using BerkeleySocket client = await server.AcceptAsync();
Console.WriteLine($"connected by {client.RemoteEndPoint}");
byte[] buffer = new byte[1024];
int bytes;
while ((bytes = await client.RecvAsync(buffer)) > 0)
{
    Console.WriteLine(PrintableText.Escape(buffer.AsSpan(0, bytes)));
    await client.SendAsync("Message received by server"u8.ToArray());
}

client.Close();
