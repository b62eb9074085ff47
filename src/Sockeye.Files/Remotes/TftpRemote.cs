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
internal sealed class TftpRemote(RemoteContext context, Endpoint endpoint, RemoteOptions options) : IRemote
{
    private const int CopyBytes = 64 * 1024;

    private readonly TftpClient _client = new(context.Datagrams, context.Time, Settings(options));

    private TftpMode Mode => options.IsNetascii ? TftpMode.Netascii : TftpMode.Octet;

    public bool KeepsTimes => false;

    public Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken cancel) =>
        throw NoWordFor("tells nothing of a file");

    public Task<Sha256Sum?> SumAsync(string name, long length, CancellationToken cancel) =>
        Task.FromResult<Sha256Sum?>(null);

    public Task<RemoteFile?> StatStartAsync(string name, long length, CancellationToken cancel) =>
        Task.FromResult<RemoteFile?>(new RemoteFile(name, FileKind.File, Length: null, Modified: null)); // no word

    public async Task<RemoteFile> ReceiveAsync(
        string name, PartFile part, RemoteFile? known, IProgress<TransferPosition> progress, CancellationToken cancel)
    {
        try
        {
            await _client.GetAsync(endpoint, name, part.Handle, Mode, progress, cancel);
            return new RemoteFile(name, FileKind.File, Length: null, Modified: null);
        }
        catch
        {
            await part.StartOverAsync(); // it cannot be continued: an empty one is removed
            throw;
        }
    }

    public async Task<RemoteFile> CopyAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        // Blocks may be asked for again at any time, so the file is complete before the first byte goes out.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sockeye-"); // for us alone
        try
        {
            await using PartFile part = PartFile.Open(Path.Combine(folder.FullName, "file"), mayResume: false);
            await _client.GetAsync(endpoint, name, part.Handle, Mode, progress, cancel);
            await CopyAsync(part, output, cancel);
            return new RemoteFile(name, FileKind.File, part.Length, Modified: null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async Task<RemoteTransfer> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        TftpTransfer sent = await _client.PutAsync(endpoint, name, file, Mode, progress, cancel);
        return new RemoteTransfer(sent.Bytes, ResumedFrom: 0, Sum: null, IsVerified: false);
    }

    public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken cancel) =>
        throw NoWordFor("has no listing");

    public Task DeleteAsync(string name, CancellationToken cancel) => throw NoWordFor("removes no files");

    public Task CreateDirectoryAsync(string name, CancellationToken cancel) => throw NoWordFor("makes no directories");

    public Task RemoveDirectoryAsync(string name, CancellationToken cancel) =>
        throw NoWordFor("removes no directories");

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken cancel) =>
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

    private static async Task CopyAsync(PartFile part, Stream output, CancellationToken cancel)
    {
        byte[] buffer = new byte[CopyBytes];
        long copied = 0;
        while (FileBytes.Read(part.Handle, buffer, copied) is > 0 and var read)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancel);
            copied += read;
        }
    }
}
