using Sockeye.Files;
using Sockeye.Files.Remotes;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Lab;

/// <summary>Clients of the file exercises.</summary>
internal static class FileClients
{
    /// <summary>Fetches a file and compares its SHA-256 with that of the file the exercises serve.</summary>
    public static async Task<long> FetchAsync(LabBench bench, Endpoint server, string name)
    {
        await using var client = new RemoteClient(context: new RemoteContext { Streams = bench.Sockets });
        RemoteTransfer got = await client.FetchAsync(
            $"{server}/{name}", bench.Folder.NewTarget(name), progress: null, bench.Stop);
        Expect(bench, name, got.Sum);
        bench.Note("client", $"got {name}: {got.Bytes:N0} bytes, SHA-256 equal");
        return got.Bytes;
    }

    /// <summary>Several clients at once.</summary>
    public static Task<long[]> FetchManyAsync(LabBench bench, Endpoint server, string name, int clients) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => FetchAsync(bench, server, name)));

    /// <summary>Fails unless the sum is the right one.</summary>
    public static void Expect(LabBench bench, string name, Sha256Sum? sum) => LabFailure.Unless(
        sum == bench.Folder.SumOf(name), $"the SHA-256 of {name} is {sum} instead of {bench.Folder.SumOf(name)}");
}
