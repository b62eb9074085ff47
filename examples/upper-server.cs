#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 3.3, server: returns lower-case letters in upper case, one client after the other.
//   dotnet run examples/upper-server.cs [port]
using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Upper;
using Sockeye.Transports.Sockets;

int port = args is [var given, ..] ? int.Parse(given) : 12_000;
using var server = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Stream);
server.ReuseAddress();
server.Bind(new IPEndPoint(IPAddress.Loopback, port));
server.Listen();
Console.Error.WriteLine($"listening on tcp://{server.LocalEndPoint}");

byte[] buffer = new byte[4096];
while (true)
{
    using BerkeleySocket client = await server.AcceptAsync();
    var upper = new UpperCaser(); // keeps back half a character when one is split between two receives
    var answer = new ArrayBufferWriter<byte>();
    int bytes;
    while ((bytes = await client.RecvAsync(buffer)) > 0)
    {
        upper.Transform(buffer.AsSpan(0, bytes), answer);
        await client.SendAsync(answer.WrittenMemory);
        answer.ResetWrittenCount();
    }

    client.Close();
}
