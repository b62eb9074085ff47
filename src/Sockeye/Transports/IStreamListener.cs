namespace Sockeye.Transports;

/// <summary>Takes the connections that peers open.</summary>
public interface IStreamListener : IAsyncDisposable
{
    /// <summary>Where it listens, with the port that was really bound.</summary>
    Endpoint Endpoint { get; }

    /// <summary>Waits for the next connection. Called by one task at a time.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>null when the listener was disposed: there will be no more.</returns>
    /// <exception cref="TransportException">
    /// This accept failed. The next one may succeed: at once, or later when it is for <see
    /// cref="TransportFailure.Pressure"/>; never when it is <see cref="TransportFailure.Over"/>, as for any other
    /// exception.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was signalled.</exception>
    ValueTask<StreamConnection?> AcceptAsync(CancellationToken stop);
}
