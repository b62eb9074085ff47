using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Storage;
using Sockeye.Files.Tftp;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Tftp;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Files.Remotes;

/// <summary>
/// The files of a TFTP server: it can neither list nor tell anything of a file, nor go on in the middle of one.
/// </summary>
internal sealed class TftpRemote(RemoteContext context, Endpoint endpoint, RemoteOptions options) : IRemoteFiles
{
    private const int CopyBytes = 64 * 1024;

    private readonly TftpClient _client = new(context.Sockets, context.Time, Settings(options));

    private TftpMode Mode => options.IsNetascii ? TftpMode.Netascii : TftpMode.Octet;

    public bool KeepsTimes => false;

    public Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop) =>
        throw NoWordFor("tells nothing of a file");

    public async Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        await using PartFile part = PartFile.Open(target, mayResume: false);
        try
        {
            RemoteFetch got = await FetchAsync(name, part, progress, stop);
            part.Publish(got.Bytes, modified: null, stop);
            return got;
        }
        catch
        {
            await part.StartOverAsync(); // it cannot be continued: an empty one is removed
            throw;
        }
    }

    public async Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        // Blocks may be asked for again at any time, so the file is complete before the first byte goes out.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sockeye-"); // for us alone
        try
        {
            await using PartFile part = PartFile.Open(Path.Combine(folder.FullName, "file"), mayResume: false);
            RemoteFetch got = await FetchAsync(name, part, progress, stop);
            await CopyAsync(part, output, stop);
            return got;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async Task<RemoteStore> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        TftpTransfer sent = await _client.PutAsync(endpoint, name, file, Mode, progress, stop);
        return new RemoteStore(sent.Bytes, ResumedFrom: 0, IsVerified: false);
    }

    public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken stop) =>
        throw NoWordFor("has no listing");

    public Task DeleteAsync(string name, CancellationToken stop) => throw NoWordFor("removes no files");

    public Task CreateDirectoryAsync(string name, CancellationToken stop) => throw NoWordFor("makes no directories");

    public Task RemoveDirectoryAsync(string name, CancellationToken stop) => throw NoWordFor("removes no directories");

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken stop) =>
        throw NoWordFor("sets no times");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NoWordForItException NoWordFor(string what) =>
        new($"TFTP {what} (RFC 1350); use tcp:// where the server has it");

    private static TftpSettings Settings(RemoteOptions options)
    {
        TftpSettings settings = TftpClient.DefaultSettings;
        if (options.BlockBytes is { } blockBytes)
            settings = settings with { BlockBytes = blockBytes };
        return options.WindowBlocks is { } windowBlocks ? settings with { MaxWindowBlocks = windowBlocks } : settings;
    }

    private static async Task CopyAsync(PartFile part, Stream output, CancellationToken stop)
    {
        byte[] buffer = new byte[CopyBytes];
        long copied = 0;
        while (FileBytes.Read(part.Handle, buffer, copied) is > 0 and var read)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), stop);
            copied += read;
        }
    }

    private async Task<RemoteFetch> FetchAsync(
        string name, PartFile part, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        await _client.GetAsync(endpoint, name, part.Handle, Mode, progress, stop);
        Sha256Sum? sum = options.Verifies ? await part.Digest.SumAsync(part.Length, stop) : null;
        return new RemoteFetch(part.Length, ResumedFrom: 0, sum, IsVerified: false);
    }
}
