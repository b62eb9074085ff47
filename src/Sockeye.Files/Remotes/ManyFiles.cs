using System.Threading.Channels;

namespace Sockeye.Files.Remotes;

/// <summary>Many operations on the files of one server, over a few connections.</summary>
internal static class ManyFiles
{
    /// <summary>Does <paramref name="work"/> for every item, several at once.</summary>
    /// <param name="items">Taken in their order.</param>
    /// <param name="jobs">How many at once, each over a connection of its own.</param>
    /// <param name="first">A way to the server that is there already.</param>
    /// <param name="open">Makes the others.</param>
    /// <param name="work">Must deal with its failures itself: one that it throws ends its connection's share.</param>
    public static async Task ForEachAsync<T>(
        IReadOnlyCollection<T> items, int jobs, IRemoteFiles first, Func<IRemoteFiles> open,
        Func<IRemoteFiles, T, Task> work)
    {
        var queue = Channel.CreateUnbounded<T>();
        foreach (T item in items)
            queue.Writer.TryWrite(item);
        queue.Writer.Complete();

        await Task.WhenAll(Enumerable.Range(0, Math.Min(jobs, items.Count)).Select(RunAsync));

        async Task RunAsync(int number)
        {
            IRemoteFiles files = number == 0 ? first : open();
            try
            {
                while (queue.Reader.TryRead(out T? item))
                    await work(files, item);
            }
            finally
            {
                if (number > 0)
                    await files.DisposeAsync();
            }
        }
    }
}
