namespace Sockeye.Transports;

/// <summary>Waits until the peer's side has what was sent.</summary>
/// <remarks>
/// No event tells it, so it is asked again and again: soon at first, for most peers are quick. Who must not wait for
/// ever has an <c>IdleWatch</c> on the connection: what the peer takes counts as movement there.
/// </remarks>
internal static class DeliveryWait
{
    // Our choice: little beside a round trip, and little work beside a peer that is slow.
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(64);

    /// <summary>Ends our stream, and waits until the peer's side has all that came before.</summary>
    /// <exception cref="TransportException">The peer went away before.</exception>
    public static async ValueTask FinishAsync(StreamConnection connection, TimeProvider time, CancellationToken cancel)
    {
        await connection.Output.FlushAsync(cancel);
        Delivery content = connection.Delivery; // TLS has a last word, for which not every peer stays
        try
        {
            await connection.CompleteOutputAsync(cancel);
        }
        catch (IOException) when (IsGone(connection) && connection.Delivery.Delivered >= content.Sent)
        {
            return;
        }

        if (!content.IsComplete && !await ForAsync(connection, content.Sent, time, cancel))
            throw TransportException.PeerGone("the peer went away before it had everything");
    }

    /// <summary>Waits until the peer's side has the bytes up to a point of <see cref="Delivery.Sent"/>.</summary>
    /// <returns>false when the peer went away before.</returns>
    public static async ValueTask<bool> ForAsync(
        StreamConnection connection, long sent, TimeProvider time, CancellationToken cancel)
    {
        TimeSpan pause = First;
        while (connection.Delivery.Delivered < sent)
        {
            if (IsGone(connection))
                return connection.Delivery.Delivered >= sent; // the last it took may have come in between

            await Task.Delay(pause, time, cancel);
            pause = pause < Longest ? 2 * pause : Longest;
        }

        return true;
    }

    private static bool IsGone(StreamConnection connection) => connection.Find<IPeerState>() is { IsPeerGone: true };
}
