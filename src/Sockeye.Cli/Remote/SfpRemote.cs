using Microsoft.Win32.SafeHandles;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Services;
using Sockeye.Services.Files;
using Sockeye.Serving;
using Sockeye.Storage;
using Sockeye.Transports;

namespace Sockeye.Cli.Remote;

/// <summary>The files of an SFP/1 server.</summary>
internal sealed class SfpRemote(CommandContext context, Endpoint endpoint, RemoteOptions options) : IRemoteFiles
{
    private StreamConnection? _connection;
    private IdleWatch? _watch;

    public async Task<SfpFile?> StatAsync(string name, bool withSum, CancellationToken stop) =>
        await AskAsync(
            async client => withSum
                ? await client.SumAsync(name, cancel: stop)
                : await client.StatAsync(name, stop),
            stop);

    public Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        FetchAsync(download => download.ToFileAsync(name, target, mayResume, progress, stop));

    public Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        FetchAsync(download => download.ToStreamAsync(name, output, progress, stop));

    public async Task<long> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop)
    {
        using SafeFileHandle file = LocalFile.OpenRead(path);
        long length = RandomAccess.GetLength(file);
        Sha256Sum sum = await Digest.ComputeAsync(file, 0, length, stop); // before a server waits for us
        SfpFile stored = await AskAsync(
            client => client.PutAsync(name, file, length, sum, progress, stop), stop);
        return stored.Length;
    }

    public Task<IReadOnlyList<SfpEntry>> ListAsync(string directory, bool isRecursive, CancellationToken stop) =>
        AskAsync(client => client.ListAsync(directory, isRecursive, stop), stop);

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task<RemoteFetch> FetchAsync(Func<SfpDownload, ValueTask<SfpDownloadResult>> fetch)
    {
        await using var download = new SfpDownload(ConnectAsync) { Verifies = options.Verifies };
        SfpDownloadResult got = await ExplainSilenceAsync(async () => await fetch(download));
        return new RemoteFetch(got.Length, got.ResumedFrom, got.Sum, got.IsVerified);
    }

    private Task<T> AskAsync<T>(Func<SfpClient, ValueTask<T>> ask, CancellationToken stop) =>
        ExplainSilenceAsync(async () => await ask(new SfpClient(await ConnectAsync(stop))));

    private async ValueTask<StreamConnection> ConnectAsync(CancellationToken stop)
    {
        await DisposeAsync();
        _connection = await new Patience(options.Timeout, context).ForAsync(
            $"connect to {endpoint}", cancel => context.Streams.ConnectAsync(endpoint, cancel));
        _watch = new IdleWatch(_connection, options.Timeout, context.Time);
        return _connection;
    }

    private async Task<T> ExplainSilenceAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (IOException) when (_connection?.EndReason == EndReason.IdleTooLong)
        {
            throw new TimeoutException($"{endpoint} was silent for {options.Timeout.TotalSeconds:0.###} s");
        }
    }
}
