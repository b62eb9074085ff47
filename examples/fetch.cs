#:project ../src/Sockeye.Files/Sockeye.Files.csproj
#:property PublishAot=false

// Any file of any URL, verified, going on where an earlier attempt ended; or stored; or a directory made like another.
// The schemes are tcp, tls, unix (SFP), http, https, ftp, ftps, ftpes and tftp; a login stands in the URL.
//   dotnet run examples/fetch.cs http://127.0.0.1:8080/notes.txt notes.txt         fetches
//   dotnet run examples/fetch.cs notes.txt ftp://alice:secret@host/notes.txt       stores
//   dotnet run examples/fetch.cs folder/ tcp://127.0.0.1:57/folder/                syncs: both end in a slash
using Sockeye.Files;
using Sockeye.Files.Remotes;
using Sockeye.Files.Sync;

string from = args is [var first, ..] ? first : "tcp://127.0.0.1:57/notes.txt";
string to = args is [_, var second, ..] ? second : "notes.txt";

await using var client = new RemoteClient();
try
{
    if (from.EndsWith('/') && to.EndsWith('/'))
        Console.WriteLine(Tell(await client.SyncAsync(from, to)));
    else if (RemoteUrl.IsMeant(to))
        Console.WriteLine(TellFile(await client.StoreAsync(from, to)));
    else
        Console.WriteLine(TellFile(await client.FetchAsync(from, to)));
    return 0;
}
catch (Exception failure)
{
    Console.Error.WriteLine(failure.Message); // what was attempted, and what happened
    return 1;
}

static string TellFile(RemoteTransfer moved) =>
    $"{moved.Bytes} bytes, SHA-256 {moved.Sum}, verified: {moved.IsVerified}, resumed from {moved.ResumedFrom}";

static string Tell(SyncSummary done) =>
    $"{done.Copied} copied ({done.Bytes} bytes), {done.Equal} alike, {done.Failures} failed {done.FirstFailure?.Message}";
