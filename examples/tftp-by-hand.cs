#:project ../src/Sockeye/Sockeye.csproj
#:property PublishAot=false

// Exercise 8, client, by hand: sendto and recvfrom, one block at a time (RFC 1350). Lost datagrams are sent again.
//   dotnet run examples/tftp-by-hand.cs README.md 59 > copy.md
using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Sockeye.Protocols.Tftp;
using Sockeye.Transports.Sockets;

string name = args is [var first, ..] ? first : "image.bin";
int port = args is [_, var given, ..] ? int.Parse(given) : 59;
using var socket = new BerkeleySocket(AddressFamily.InterNetwork, SocketType.Dgram);
using Stream output = Console.OpenStandardOutput();
EndPoint server = new IPEndPoint(IPAddress.Loopback, port);
var last = new ArrayBufferWriter<byte>();
new TftpRequest(IsWrite: false, name, TftpMode.Octet, TftpOptions.None).Write(last);

byte[] buffer = new byte[1024];
var from = new SocketAddress(AddressFamily.InterNetwork);
for (ushort block = 1, tries = 0; tries < 6; tries++)
{
    await socket.SendToAsync(last.WrittenMemory, server);
    using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1));
    int bytes = 0;
    try { bytes = await socket.RecvFromAsync(buffer, from, timeout.Token); }
    catch (OperationCanceledException) { continue; } // lost on the way, there or back: again
    if (!TftpData.TryParse(buffer.AsSpan(0, bytes), out TftpData data) || data.Block != block)
        continue;
    server = new IPEndPoint(IPAddress.Any, 0).Create(from); // the transfer goes on at a port of its own
    output.Write(data.Payload);
    last.ResetWrittenCount();
    new TftpAck(block).Write(last);
    (block, tries) = ((ushort)(block + 1), 0);
    if (data.Payload.Length == 512) continue;
    await socket.SendToAsync(last.WrittenMemory, server); // a short block is the last
    return 0;
}
return 1; // refused, or six tries without an answer
