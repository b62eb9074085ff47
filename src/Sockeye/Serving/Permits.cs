namespace Sockeye.Serving;

/// <summary>Who may be served now: so many of this server, and a place in the room that it shares.</summary>
internal sealed class Permits(int atOnce, ConnectionRoom? room)
{
    private readonly SemaphoreSlim _own = new(atOnce);

    /// <summary>Whether this server has as many as it may, whatever the room has.</summary>
    public bool IsOwnFull => _own.CurrentCount == 0;

    public async Task TakeAsync(CancellationToken stop)
    {
        await _own.WaitAsync(stop);
        if (room is null)
            return;

        try
        {
            await room.TakeAsync(stop);
        }
        catch (OperationCanceledException)
        {
            _own.Release();
            throw;
        }
    }

    public bool TryTake()
    {
        if (!_own.Wait(TimeSpan.Zero))
            return false;
        if (room is null || room.TryTake())
            return true;

        _own.Release();
        return false;
    }

    public void Return()
    {
        room?.Return();
        _own.Release();
    }
}
