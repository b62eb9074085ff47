using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>
/// A first conversation inside the process, so that what it takes is loaded and started before there are clients.
/// </summary>
internal static class ServerWarmUp
{
    /// <summary>How many threads of the pool are started, and stay (Sockeye.Cli.csproj has the same number).</summary>
    public const int StayingThreads = 12;

    private const int UsualThreads = 4; // our choice, where there are fewer processors

    // For a loopback behind a wall. Longer than a machine that is busy stands still: who is cut off here opens other
    // sockets than usual, which shows in a trace.
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Takes one client of our own by the kernel's sockets.</summary>
    public static async Task OfAcceptingAsync(TimeProvider time)
    {
        var transport = new SocketTransport(time);
        using var timeout = new CancellationTokenSource(WaitTimeout, time);
        try
        {
            await using IStreamListener listener = await transport.ListenAsync(Endpoint.Tcp("127.0.0.1", 0));
            await using StreamConnection client = await transport.ConnectAsync(listener.Endpoint, timeout.Token);
            await using StreamConnection? server = await listener.AcceptAsync(timeout.Token);
            await client.CompleteOutputAsync(timeout.Token);
            await server!.Input.ReadAsync(timeout.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // no loopback, or one behind a wall: the first client takes a little longer
        }
    }

    /// <summary>
    /// Starts all threads that the pool may have; they stay. The runtime ends the process if it wants one and cannot
    /// start it, for want of a pipe for example. It would want more while some wait for the disk, or when the machine
    /// stood still. With more processors than that it uses them all, and what is beyond may end when idle.
    /// </summary>
    public static async Task OfPoolAsync()
    {
        ThreadPool.GetMinThreads(out int processors, out int waiting);
        ThreadPool.GetMaxThreads(out _, out int mostWaiting);
        int usual = Math.Max(processors, UsualThreads);
        int staying = Math.Max(usual, StayingThreads);
        ThreadPool.SetMinThreads(staying, waiting);
        using var started = new CountdownEvent(staying);
        await Task.WhenAll(Enumerable.Range(0, staying).Select(_ => Task.Run(() =>
        {
            started.Signal();
            started.Wait();
        })));
        ThreadPool.SetMinThreads(usual, waiting);
        ThreadPool.SetMaxThreads(usual, mostWaiting); // or it goes on to use all
        ThreadPool.SetMaxThreads(staying, mostWaiting);
    }
}
