using System.Net;

namespace Sockeye.Transports.Sockets;

/// <summary>
/// Tries the addresses of a name side by side, each with a short head start over the next (RFC 8305).
/// </summary>
internal static class HappyEyeballs
{
    /// <summary>The head start: 250 ms, the recommended Connection Attempt Delay (RFC 8305 §5).</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>The resolver's order, but with the address families taking turns (RFC 8305 §4).</summary>
    public static IReadOnlyList<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses)
    {
        if (addresses.Count == 0)
            return addresses;

        List<IPAddress> preferred = [.. addresses.Where(a => a.AddressFamily == addresses[0].AddressFamily)];
        List<IPAddress> other = [.. addresses.Where(a => a.AddressFamily != addresses[0].AddressFamily)];
        var order = new List<IPAddress>(addresses.Count);
        for (int i = 0; i < Math.Max(preferred.Count, other.Count); i++)
        {
            order.AddRange(preferred.Skip(i).Take(1));
            order.AddRange(other.Skip(i).Take(1));
        }

        return order;
    }

    /// <summary>
    /// Returns the first connection made; the other attempts are given up and what they made is disposed.
    /// </summary>
    /// <exception cref="AggregateException">
    /// Every attempt failed; one inner exception each, in the order of failing.
    /// </exception>
    public static async Task<T> ConnectAsync<T>(
        IReadOnlyList<EndPoint> addresses,
        Func<EndPoint, CancellationToken, Task<T>> connect,
        TimeProvider time,
        CancellationToken cancel)
        where T : IDisposable
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = new List<Task<T>>();
        var failures = new List<Exception>();
        try
        {
            var left = new Queue<EndPoint>(addresses);
            while (left.Count > 0 || running.Count > 0)
            {
                if (left.TryDequeue(out EndPoint? address))
                    running.Add(connect(address, giveUp.Token));
                if (await FirstEndedAsync(running, more: left.Count > 0, time, giveUp.Token) is not { } ended)
                    continue;

                running.Remove(ended);
                if (ended.IsCompletedSuccessfully)
                    return await ended; // also when cancelled meanwhile: it belongs to the caller, who closes it
                failures.Add(ended.Exception?.InnerException ?? new OperationCanceledException());
            }
        }
        finally
        {
            await giveUp.CancelAsync();
            await DisposeLosersAsync(running);
        }

        cancel.ThrowIfCancellationRequested();
        throw new AggregateException(failures);
    }

    // Null: the head start is over and nobody has finished.
    private static async Task<Task<T>?> FirstEndedAsync<T>(
        List<Task<T>> running, bool more, TimeProvider time, CancellationToken cancel)
    {
        Task<Task<T>> first = Task.WhenAny(running);
        if (!more)
            return await first;

        try
        {
            return await first.WaitAsync(HeadStart, time, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task DisposeLosersAsync<T>(List<Task<T>> losers)
        where T : IDisposable
    {
        foreach (Task<T> loser in losers)
        {
            await loser.ContinueWith(
                static ended =>
                {
                    if (ended.IsCompletedSuccessfully)
                        ended.Result.Dispose();
                    else
                        _ = ended.Exception; // observed: this attempt lost the race
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
