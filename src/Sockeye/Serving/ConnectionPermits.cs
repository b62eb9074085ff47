namespace Sockeye.Serving;

/// <summary>Who may be served now: so many of this server, and a place in the limit that it shares.</summary>
internal sealed class ConnectionPermits(int atOnce, ConnectionLimit? limit)
{
    private readonly SemaphoreSlim _own = new(atOnce);

    /// <summary>Whether this server has as many as it may, whatever the shared limit has.</summary>
    public bool IsOwnFull => _own.CurrentCount == 0;

    /// <summary>Waits for both. Of the shared limit first: others wait there too, and here only this server.</summary>
    /// <inheritdoc cref="ConnectionLimit.TakeAsync"/>
    public async Task TakeAsync(bool isFirst, CancellationToken stop)
    {
        if (limit is not null)
            await limit.TakeAsync(isFirst, stop);
        try
        {
            await _own.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            limit?.Return();
            throw;
        }
    }

    public bool TryTake()
    {
        if (!_own.Wait(TimeSpan.Zero))
            return false;
        if (limit is null || limit.TryTake())
            return true;

        _own.Release();
        return false;
    }

    public void Return()
    {
        limit?.Return();
        _own.Release();
    }
}
