#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Exercise 8, clients: several at once fetch the same file over datagrams, in windows of blocks (RFC 7440).
//   dotnet run examples/tftp-client.cs README.md 59 4
using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Tftp;
using Sockeye.Files.Storage;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

string name = args is [var first, ..] ? first : "image.bin";
int port = args is [_, var given, ..] ? int.Parse(given) : 59;
int clients = args is [_, _, var count, ..] ? int.Parse(count) : 4;

var transport = new SocketTransport(TimeProvider.System);
Endpoint server = Endpoint.Udp("127.0.0.1", port);
await Task.WhenAll(Enumerable.Range(1, clients).Select(FetchAsync));

async Task FetchAsync(int client)
{
    string target = $"{client}-{Path.GetFileName(name)}";
    using SafeFileHandle file = File.OpenHandle(target, FileMode.Create, FileAccess.ReadWrite);
    TftpTransfer got = await new TftpClient(transport, TimeProvider.System).GetAsync(server, name, file);
    Console.WriteLine($"{target}: {got.Bytes} bytes, SHA-256 {await Digest.ComputeAsync(file, 0, got.Bytes, default)}");
}
