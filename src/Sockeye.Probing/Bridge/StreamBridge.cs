using System.Buffers;
using System.IO.Pipelines;
using Sockeye.Transports;

namespace Sockeye.Probing.Bridge;

/// <summary>Joins a connection with an input and an output, as netcat does with standard input and output.</summary>
/// <remarks>
/// The two directions are independent: each waits for its own slow side only, and the end of one is passed on while the
/// other goes on. The end of <paramref name="input"/> half-closes the connection; the end of the peer's stream disposes
/// <paramref name="output"/>. The bridge is done when both have ended.
/// </remarks>
/// <param name="connection">To the peer; the caller disposes it.</param>
/// <param name="input">What to send.</param>
/// <param name="output">Where to put what the peer sends.</param>
/// <param name="time">The clock.</param>
public sealed class StreamBridge(StreamConnection connection, Stream input, Stream output, TimeProvider time)
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>
    /// How often we ask, once the peer has ended its stream, whether it is still there to read: every second.
    /// </summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Ends the bridge when the peer ends its stream, though there may be more to send. Default false.
    /// </summary>
    /// <remarks>For a terminal: who types does not know that nobody listens any more.</remarks>
    public bool EndWithPeer { get; init; }

    /// <summary>Carries bytes until both directions have ended.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">
    /// The connection, or one of the streams, failed. What arrived before has been delivered.
    /// </exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, connection.Aborted);
        Task receiving = ReceiveAsync(over.Token);
        Task sending = SendAsync(over);

        // What the peer said is delivered to its end, whatever becomes of our side: a failed send is reported later.
        await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (EndWithPeer || !receiving.IsCompletedSuccessfully)
            await over.CancelAsync();
        if (receiving.IsFaulted)
            await receiving;

        await EndedAsync(sending, over.Token);
        cancel.ThrowIfCancellationRequested();
        if (connection.Aborted.IsCancellationRequested)
            throw TransportException.PeerGone("the connection was aborted");
        if (sending.IsFaulted || receiving.IsCanceled)
            await sending; // the input could not be read, perhaps, and that ended the other direction
    }

    // With nobody left to send to, a read of the input that cannot be interrupted is left behind.
    private async Task EndedAsync(Task sending, CancellationToken over)
    {
        while (!sending.IsCompleted && !over.IsCancellationRequested)
        {
            Task pause = Task.Delay(ProbeInterval, time, over);
            if (await Task.WhenAny(sending, pause) == pause && !over.IsCancellationRequested)
                await (connection.Find<IPeerProbe>()?.ProbeAsync(over) ?? default);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        while (true)
        {
            ReadResult read = await connection.Input.ReadAsync(cancel);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                await output.WriteAsync(segment, cancel);
            await output.FlushAsync(cancel);
            connection.Input.AdvanceTo(read.Buffer.End);

            if (read.IsCompleted)
            {
                await output.DisposeAsync(); // who reads our output sees the end, even while we still send
                return;
            }
        }
    }

    private async Task SendAsync(CancellationTokenSource over)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int bytes;
            while ((bytes = await ReadInputAsync(buffer, over)) > 0)
                await connection.Output.WriteAsync(buffer.AsMemory(0, bytes), over.Token);
            await connection.CompleteOutputAsync(over.Token);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<int> ReadInputAsync(byte[] buffer, CancellationTokenSource over)
    {
        try
        {
            return await input.ReadAsync(buffer, over.Token);
        }
        catch (IOException)
        {
            // our end will not come: the peer could wait for it, and we for the peer, for ever
            await over.CancelAsync();
            throw;
        }
    }
}
