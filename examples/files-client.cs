#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Exercises 6 and 7, clients: several at once ask for the same file; each checks the SHA-256 of what it got.
//   dotnet run examples/files-client.cs image.bin 56 4         from the iterative server
//   dotnet run examples/files-client.cs notes.txt 57 8         from the concurrent one
using Sockeye.Files.Sfp;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

string name = args is [var first, ..] ? first : "image.bin";
int port = args is [_, var given, ..] ? int.Parse(given) : 56;
int clients = args is [_, _, var count, ..] ? int.Parse(count) : 4;

var transport = new SocketTransport(TimeProvider.System);
Endpoint server = Endpoint.Tcp("127.0.0.1", port);
await Task.WhenAll(Enumerable.Range(1, clients).Select(FetchAsync));

async Task FetchAsync(int client)
{
    await using var download = new SfpDownload(stop => transport.ConnectAsync(server, stop));
    string target = $"{client}-{Path.GetFileName(name)}";
    SfpDownloadResult got = await download.ToFileAsync(name, target, mayResume: true, progress: null);
    Console.WriteLine($"{target}: {got.Length} bytes, SHA-256 {got.Sum}, verified: {got.IsVerified}");
}
