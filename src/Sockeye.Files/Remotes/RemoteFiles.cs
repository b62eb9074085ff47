using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;
using Sockeye.Transports.Tls;

namespace Sockeye.Files.Remotes;

/// <summary>The files of one server, whatever the protocol. One operation at a time.</summary>
/// <remarks>
/// <para>Names go from the server's root, without a slash before them; the root itself is empty. Those that the server
/// tells are not safe to print as they are.</para>
/// <para>A connection that breaks is tried again, where the server had answered before: after 1 s, then twice as long
/// each time, at most 16 s; what was refused is not. A fetch into a stream is not tried again: what is out is out.
/// </para>
/// <para>Each operation may fail with: <see cref="PeerProtocolException"/>, the server refused (then the next one can
/// follow) or broke a rule; <see cref="IOException"/>, the connection or our disk failed, or the server is not trusted
/// (<see cref="CertificateRefusedException"/>); <see cref="TimeoutException"/>, it was silent;
/// <see cref="NoWordForItException"/>, the protocol cannot; <see cref="FileRefusedException"/>, a path here does not
/// allow it.</para>
/// <para>Disposed in good order, the server is told goodbye, and given 2 s to answer.</para>
/// </remarks>
public sealed class RemoteFiles : IAsyncDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(16);

    private readonly RemoteContext _context;
    private readonly RemoteOptions _options;
    private readonly Func<IRemote> _open;
    private IRemote _remote;
    private bool _hasAnswered;

    /// <param name="context">Clock, log, and who is asked about trust.</param>
    /// <param name="options">How often in a row it is tried again, and whether sums are compared.</param>
    /// <param name="open">Makes the way to the server; called again after a break.</param>
    internal RemoteFiles(RemoteContext context, RemoteOptions options, Func<IRemote> open)
    {
        (_context, _options, _open) = (context, options, open);
        _remote = open();
    }

    /// <summary>
    /// Whether the server can be told when a file last changed, so that what was stored here and there can be compared
    /// by it. Of FTP it is known after the first operation.
    /// </summary>
    public bool KeepsTimes => _remote.KeepsTimes;

    /// <summary>Asks what is known of a file or directory.</summary>
    /// <param name="name">Which.</param>
    /// <param name="withSum">Whether the server is to read the whole file for its SHA-256, where it can.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RemoteFile> StatAsync(string name, bool withSum = false, CancellationToken cancel = default) =>
        TryAsync((remote, _) => remote.StatAsync(name, withSum, cancel), cancel);

    /// <summary>Fetches a file to a path.</summary>
    /// <remarks>
    /// By way of <c>FILE.part</c>, which stays if anything fails: the same call goes on from it, if it certainly is the
    /// beginning of what the server has. A device, a pipe, and a file that cannot be replaced are written in place.
    /// </remarks>
    /// <param name="name">Which.</param>
    /// <param name="path">Where it goes; links are followed. A file there is replaced in one step.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<RemoteTransfer> FetchAsync(
        string name, string path, IProgress<TransferPosition>? progress = null, CancellationToken cancel = default)
    {
        if (LocalTarget.IsWrittenInPlace(path))
            return await FetchInPlaceAsync(name, path, progress, cancel);
        if (PartFile.FlawOf(path) is { } flaw)
            _context.Log.BegunAnew(flaw);

        return await TryAsync(
            (remote, isAgain) => new Download(remote, _options.Verifies).ToFileAsync(
                name, path, _options.Resumes || isAgain, Heard(progress), cancel),
            cancel);
    }

    /// <summary>Fetches a file into a stream. A wrong SHA-256 is only found when the bytes are out.</summary>
    /// <param name="name">Which.</param>
    /// <param name="output">Where its bytes go; it is flushed, and not closed.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RemoteTransfer> FetchAsync(
        string name, Stream output, IProgress<TransferPosition>? progress = null, CancellationToken cancel = default) =>
        TrustedAsync(() => new Download(_remote, _options.Verifies).ToStreamAsync(name, output, progress, cancel));

    /// <summary>Stores a local file; goes on where an earlier attempt was cut, where that can be.</summary>
    /// <param name="path">The file here; links are followed.</param>
    /// <param name="name">The name it gets; a file of that name is replaced.</param>
    /// <param name="progress">Is told the position reached; may be null.</param>
    /// <param name="cancel">Gives up; SFP, FTP and HTTP servers may keep what came, to go on from.</param>
    public Task<RemoteTransfer> StoreAsync(
        string path, string name, IProgress<TransferPosition>? progress = null, CancellationToken cancel = default) =>
        TryAsync((remote, _) => remote.StoreAsync(path, name, Heard(progress), cancel), cancel);

    /// <summary>Asks for the entries of a directory, and what is missing of them.</summary>
    /// <param name="directory">Which; empty is the root.</param>
    /// <param name="isRecursive">Whether to ask for all below it as well.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RemoteListing> ListAsync(
        string directory, bool isRecursive = false, CancellationToken cancel = default) =>
        TryAsync((remote, _) => remote.ListAsync(directory, isRecursive, cancel), cancel);

    /// <summary>Removes a file.</summary>
    public Task DeleteAsync(string name, CancellationToken cancel = default) =>
        TryAsync(remote => remote.DeleteAsync(name, cancel), cancel);

    /// <summary>Makes a directory; the one it is in must exist.</summary>
    public Task CreateDirectoryAsync(string name, CancellationToken cancel = default) =>
        TryAsync(remote => remote.CreateDirectoryAsync(name, cancel), cancel);

    /// <summary>Removes an empty directory.</summary>
    public Task RemoveDirectoryAsync(string name, CancellationToken cancel = default) =>
        TryAsync(remote => remote.RemoveDirectoryAsync(name, cancel), cancel);

    /// <summary>Sets when a file last changed; only where <see cref="KeepsTimes"/>.</summary>
    public Task SetModifiedAsync(string name, DateTimeOffset modified, CancellationToken cancel = default) =>
        TryAsync(remote => remote.SetModifiedAsync(name, modified, cancel), cancel);

    /// <summary>Says goodbye, if the last operation ended in good order, and ends the connection.</summary>
    public ValueTask DisposeAsync() => _remote.DisposeAsync();

    /// <summary>Whether a failure is of the way to the server, and not what the server or our disk said.</summary>
    internal static bool IsBroken(Exception failure) => failure switch
    {
        FileRefusedException or LocalFileException or CertificateRefusedException => false,
        TimeoutException => true,
        PeerProtocolException cut => cut.Error == ProtocolError.CutOff,
        IOException => true,
        _ => false,
    };

    private async Task<RemoteTransfer> FetchInPlaceAsync(
        string name, string path, IProgress<TransferPosition>? progress, CancellationToken cancel)
    {
        // A FIFO is opened when its reader comes.
        await using Stream place = await Task.Run(() => LocalTarget.OpenInPlace(path), cancel).WaitAsync(cancel);
        bool isWhole = false;
        try
        {
            RemoteTransfer got = await FetchAsync(name, place, progress, cancel);
            isWhole = true;
            return got;
        }
        finally
        {
            // A file keeps what it holds until the first byte comes, and nothing of it behind what has come.
            if (place.CanSeek && place.Length > place.Position && (isWhole || place.Position > 0))
                place.SetLength(place.Position);
        }
    }

    private Task<bool> TryAsync(Func<IRemote, Task> operation, CancellationToken cancel) => TryAsync(
        async (remote, _) =>
        {
            await operation(remote);
            return true;
        },
        cancel);

    private async Task<T> TryAsync<T>(Func<IRemote, bool, Task<T>> operation, CancellationToken cancel)
    {
        TimeSpan wait = FirstWait;
        for (int failures = 0; ; wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks)))
        {
            try
            {
                T result = await TrustedAsync(() => operation(_remote, failures > 0));
                _hasAnswered = true;
                return result;
            }
            catch (Exception failure) when (
                IsBroken(failure) && _hasAnswered && ++failures <= _options.Retries
                && !cancel.IsCancellationRequested)
            {
                _context.Log.TryingAgain(
                    PrintableText.Escape(failure.Message), (int)wait.TotalSeconds, failures, _options.Retries);
            }

            await _remote.DisposeAsync();
            await Task.Delay(wait, _context.Time, cancel);
            _remote = _open();
        }
    }

    // Nothing was sent to a server that is not trusted: our user may be asked, and it begins anew.
    private async Task<T> TrustedAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (CertificateRefusedException refused) when (_context.AskTrust(refused))
        {
            await _remote.DisposeAsync();
            _remote = _open();
            return await operation();
        }
    }

    private HeardProgress Heard(IProgress<TransferPosition>? progress) => new(this, progress);

    /// <summary>Whoever sends us bytes has answered.</summary>
    private sealed class HeardProgress(RemoteFiles files, IProgress<TransferPosition>? inner)
        : IProgress<TransferPosition>
    {
        public void Report(TransferPosition value)
        {
            files._hasAnswered = true;
            inner?.Report(value);
        }
    }
}
