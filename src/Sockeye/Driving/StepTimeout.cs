namespace Sockeye.Driving;

/// <summary>A limit for each of a row of waits. A wait that takes longer fails with what was attempted.</summary>
/// <param name="limit">How long each may take.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Ends a wait at once.</param>
public sealed class StepTimeout(TimeSpan limit, TimeProvider time, CancellationToken stop)
{
    /// <summary>Waits for <paramref name="operation"/>, at most for the limit, or until it is stopped.</summary>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public async Task<T> ForAsync<T>(string attempt, Func<CancellationToken, ValueTask<T>> operation)
    {
        using var wait = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, stop);
        try
        {
            return await operation(either.Token);
        }
        catch (OperationCanceledException) when (wait.IsCancellationRequested)
        {
            throw new TimeoutException($"cannot {attempt}: no answer within {limit.TotalSeconds:0.###} s");
        }
    }
}
