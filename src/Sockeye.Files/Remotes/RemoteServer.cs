using System.Collections.Concurrent;

namespace Sockeye.Files.Remotes;

/// <summary>A server whose files are dealt with: where it is, and how.</summary>
/// <param name="Context">What that takes of the world.</param>
/// <param name="Url">Where it is. Its name is that of no file; a query goes with the file that it names.</param>
/// <param name="Options">How to deal with it.</param>
public sealed record RemoteServer(RemoteContext Context, RemoteUrl Url, RemoteOptions Options)
{
    /// <summary>Its files, over a connection of their own, which is made when it is needed.</summary>
    public RemoteFiles Open() => new(Context, Options, Connect);

    /// <summary>Does something with every item, several at once, each over a connection of its own.</summary>
    /// <param name="items">Taken in their order.</param>
    /// <param name="jobs">How many at once.</param>
    /// <param name="first">A way to the server that is there already; it stays with the caller.</param>
    /// <param name="work">
    /// Must deal with its failures itself: after one that it throws no other item is begun, and when what is under way
    /// has ended, it is thrown here.
    /// </param>
    public async Task ForEachAsync<T>(
        IReadOnlyCollection<T> items, int jobs, RemoteFiles first, Func<RemoteFiles, T, Task> work)
    {
        var queue = new ConcurrentQueue<T>(items);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(jobs, items.Count)).Select(RunAsync));

        async Task RunAsync(int number)
        {
            RemoteFiles files = number == 0 ? first : Open();
            try
            {
                while (queue.TryDequeue(out T? item))
                    await work(files, item);
            }
            catch
            {
                queue.Clear(); // of all
                throw;
            }
            finally
            {
                if (number > 0)
                    await files.DisposeAsync();
            }
        }
    }

    private IRemote Connect() => Url.Scheme.Protocol switch
    {
        RemoteProtocol.Sfp => new SfpRemote(Context, Url.Endpoint, Options),
        RemoteProtocol.Http => new HttpRemote(Context, Url, Options),
        RemoteProtocol.Ftp => new FtpRemote(Context, Url, Options),
        _ => new TftpRemote(Context, Url.Endpoint, Options),
    };
}
