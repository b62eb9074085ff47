namespace Sockeye.Cli.Commands.Serve;

/// <summary>Whether this process may start the threads that serving takes.</summary>
/// <remarks>The runtime ends the process when it has to start one and cannot: better not to begin.</remarks>
internal static class ThreadNeeds
{
    private const int OtherThreads = 8; // measured: what the runtime and our loops start with a first crowd
    private const int Ahead = ServerWarmUp.StayingThreads + OtherThreads;

    /// <summary>Starts that many, and ends them.</summary>
    /// <exception cref="IOException">They cannot be started.</exception>
    public static void Require()
    {
        using var done = new ManualResetEventSlim();
        var started = new List<Thread>();
        try
        {
            while (started.Count < Ahead)
            {
                var thread = new Thread(done.Wait) { IsBackground = true };
                thread.UnsafeStart();
                started.Add(thread);
            }
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            throw new IOException(
                $"cannot serve: {Ahead} more threads cannot be started; "
                + "raise 'ulimit -u' or 'ulimit -n', or the container's limit",
                e);
        }
        finally
        {
            done.Set();
            started.ForEach(thread => thread.Join());
        }
    }
}
