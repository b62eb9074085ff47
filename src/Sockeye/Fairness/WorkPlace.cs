using System.Diagnostics;

namespace Sockeye.Fairness;

/// <summary>One piece of <see cref="HeavyWork"/>: it goes on in turns. One task uses it, and disposes it.</summary>
public sealed class WorkPlace : IDisposable
{
    // Our choice: long against what a turn costs (microseconds), short against what a person notices.
    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(5);

    private readonly FairScheduler _turns;
    private readonly PeerCounts? _counts;
    private readonly PeerNetwork[] _peer;
    private readonly Func<bool>? _isPeerGone;
    private long _since;
    private bool _isOver;

    /// <summary>Whether it has a turn now.</summary>
    internal bool HasTurn { get; private set; }

    internal WorkPlace(FairScheduler turns, PeerCounts? counts, PeerNetwork[] peer, Func<bool>? isPeerGone) =>
        (_turns, _counts, _peer, _isPeerGone) = (turns, counts, peer, isPeerGone);

    /// <summary>
    /// Goes on: at once while the turn lasts, otherwise when it is the peer's turn again, on a thread of the pool. Work
    /// calls it every millisecond or so.
    /// </summary>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up, or the peer is gone.</exception>
    public ValueTask StepAsync(CancellationToken cancel) =>
        HasTurn && Stopwatch.GetElapsedTime(_since) < TurnTime ? ValueTask.CompletedTask : NextTurnAsync(cancel);

    /// <summary>Ends the turn. Before every wait for something else, a peer that reads slowly for example.</summary>
    public void Rest()
    {
        if (!HasTurn)
            return;

        HasTurn = false;
        _turns.Return();
    }

    /// <summary>Waits for something else, without a turn if that takes time.</summary>
    public ValueTask RestAsync(ValueTask wait)
    {
        if (!wait.IsCompleted)
            Rest();
        return wait;
    }

    /// <summary>For who waits for something else for long: nobody may want it any more.</summary>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public void ThrowIfPeerIsGone()
    {
        if (_isPeerGone?.Invoke() == true)
            throw new OperationCanceledException("the peer is gone");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rest();
        if (_isOver)
            return;

        _isOver = true;
        _counts?.Leave(_peer);
    }

    private async ValueTask NextTurnAsync(CancellationToken cancel)
    {
        Rest();
        await _turns.TakeAsync(_peer[^1], isFirst: false, cancel);
        HasTurn = true;
        await Task.Yield(); // a socket's thread has others to serve
        cancel.ThrowIfCancellationRequested();
        ThrowIfPeerIsGone();
        _since = Stopwatch.GetTimestamp();
    }
}
