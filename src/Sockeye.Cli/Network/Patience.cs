using Sockeye.Cli.Commands;

namespace Sockeye.Cli.Network;

/// <summary>A limit for each of a row of waits. A wait that takes longer fails with what was attempted.</summary>
internal sealed class Patience(TimeSpan limit, CommandContext context)
{
    /// <summary>Waits for <paramref name="operation"/>, at most for the limit, or until a signal.</summary>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public async Task<T> ForAsync<T>(string attempt, Func<CancellationToken, ValueTask<T>> operation)
    {
        using var wait = new CancellationTokenSource(limit, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, context.Signals.Stop);
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
