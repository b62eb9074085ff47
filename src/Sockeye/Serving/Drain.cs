namespace Sockeye.Serving;

/// <summary>The end of a server that takes nobody new: those being served finish, are asked to, are cut off.</summary>
internal static class Drain
{
    /// <summary>Waits until all have ended.</summary>
    /// <param name="served">Ends with the last of those being served.</param>
    /// <param name="ask">Asks them to finish what they hold.</param>
    /// <param name="cutOff">
    /// Ends them now. Whether work was lost is known by each of them, and noted before it ends.
    /// </param>
    /// <param name="options">How long to wait after asking.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Until it is signalled they take their time: the server's count is reached.</param>
    /// <param name="insist">Cuts them off now.</param>
    public static async Task RunAsync(
        Task served, Action ask, Action cutOff, ServeOptions options, TimeProvider time,
        CancellationToken stop, CancellationToken insist)
    {
        using CancellationTokenRegistration insisting = insist.Register(cutOff);
        try
        {
            await served.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ask();
            if (!await EndsInTimeAsync(served, options.DrainTimeout, time))
                cutOff();
            await served;
        }
    }

    private static async Task<bool> EndsInTimeAsync(Task served, TimeSpan limit, TimeProvider time)
    {
        try
        {
            await served.WaitAsync(limit, time, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
