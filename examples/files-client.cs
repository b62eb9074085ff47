#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Exercises 6 and 7, clients: several at once ask for the same file; each checks the SHA-256 of what it got.
//   dotnet run examples/files-client.cs image.bin 56 4         from the iterative server
//   dotnet run examples/files-client.cs notes.txt 57 8         from the concurrent one
using Sockeye.Files;
using Sockeye.Files.Remotes;

string name = args is [var first, ..] ? first : "image.bin";
int port = args is [_, var given, ..] ? int.Parse(given) : 56;
int clients = args is [_, _, var count, ..] ? int.Parse(count) : 4;

await Task.WhenAll(Enumerable.Range(1, clients).Select(FetchAsync));

async Task FetchAsync(int number)
{
    await using var client = new RemoteClient();
    string target = $"{number}-{Path.GetFileName(name)}";
    RemoteTransfer got = await client.FetchAsync($"tcp://127.0.0.1:{port}/{name}", target);
    Console.WriteLine($"{target}: {got.Bytes} bytes, SHA-256 {got.Sum}, verified: {got.IsVerified}");
}
