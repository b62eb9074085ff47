using System.Globalization;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>
/// The files of a server over connections that may break: what broke is tried again, what was refused is not.
/// </summary>
/// <remarks>
/// Waits 1 s, then twice as long each time, at most 16 s. A server that never answered is not waited for. A fetch into
/// a stream is not tried again: what is out is out.
/// </remarks>
/// <param name="context">Clock, signals, and where it is said.</param>
/// <param name="open">Makes the way to the server; called again after a break.</param>
/// <param name="options">How often in a row, and which server is trusted.</param>
internal sealed class RetryingRemote(
    RemoteContext context, Func<IRemoteFiles> open, RemoteOptions options) : IRemoteFiles
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(16);

    private IRemoteFiles _files = open();
    private bool _hasAnswered;

    public bool KeepsTimes => _files.KeepsTimes;

    public Task<RemoteFile> StatAsync(string name, bool withSum, CancellationToken stop) =>
        TryAsync((files, _) => files.StatAsync(name, withSum, stop), stop);

    public Task<RemoteFetch> FetchAsync(
        string name, string target, bool mayResume, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        TryAsync((files, isAgain) => files.FetchAsync(name, target, mayResume || isAgain, Heard(progress), stop), stop);

    public Task<RemoteFetch> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        TrustedAsync(() => _files.FetchAsync(name, output, progress, stop));

    public Task<RemoteStore> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress, CancellationToken stop) =>
        TryAsync((files, _) => files.StoreAsync(path, name, Heard(progress), stop), stop);

    public Task<RemoteListing> ListAsync(string directory, bool isRecursive, CancellationToken stop) =>
        TryAsync((files, _) => files.ListAsync(directory, isRecursive, stop), stop);

    public Task DeleteAsync(string name, CancellationToken stop) =>
        TryAsync(files => files.DeleteAsync(name, stop), stop);

    public Task CreateDirectoryAsync(string name, CancellationToken stop) =>
        TryAsync(files => files.CreateDirectoryAsync(name, stop), stop);

    public Task RemoveDirectoryAsync(string name, CancellationToken stop) =>
        TryAsync(files => files.RemoveDirectoryAsync(name, stop), stop);

    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken stop) =>
        TryAsync(files => files.SetModifiedAsync(name, modified, stop), stop);

    public ValueTask DisposeAsync() => _files.DisposeAsync();

    /// <summary>Whether a failure is of the way to the server, and not what the server or our disk said.</summary>
    public static bool IsBroken(Exception failure) => failure switch
    {
        FileRefusedException or LocalFileException or CertificateRefusedException => false,
        TimeoutException => true,
        PeerProtocolException cut => cut.Error == ProtocolError.CutOff,
        IOException => true,
        _ => false,
    };

    private Task<bool> TryAsync(Func<IRemoteFiles, Task> operation, CancellationToken stop) => TryAsync(
        async (files, _) =>
        {
            await operation(files);
            return true;
        },
        stop);

    private async Task<T> TryAsync<T>(Func<IRemoteFiles, bool, Task<T>> operation, CancellationToken stop)
    {
        TimeSpan wait = FirstWait;
        for (int failures = 0; ; wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks)))
        {
            try
            {
                T result = await TrustedAsync(() => operation(_files, failures > 0));
                _hasAnswered = true;
                return result;
            }
            catch (Exception failure) when (
                IsBroken(failure) && _hasAnswered && ++failures <= options.Retries
                && !stop.IsCancellationRequested)
            {
                string next = string.Create(
                    CultureInfo.InvariantCulture,
                    $"trying again in {wait.TotalSeconds:0} s ({failures} of {options.Retries})");
                context.Say($"sockeye: {PrintableText.Escape(failure.Message)}; {next}");
            }

            await _files.DisposeAsync();
            await Task.Delay(wait, context.Time, stop);
            _files = open();
        }
    }

    // Nothing was sent to a server that is not trusted: our user may be asked, and it begins anew.
    private async Task<T> TrustedAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (CertificateRefusedException refused) when (context.AskTrust(options.Trust, refused))
        {
            await _files.DisposeAsync();
            _files = open();
            return await operation();
        }
    }

    private HeardProgress Heard(IProgress<TransferPosition>? progress) => new(this, progress);

    /// <summary>Whoever sends us bytes has answered.</summary>
    private sealed class HeardProgress(RetryingRemote remote, IProgress<TransferPosition>? inner)
        : IProgress<TransferPosition>
    {
        public void Report(TransferPosition value)
        {
            remote._hasAnswered = true;
            inner?.Report(value);
        }
    }
}
