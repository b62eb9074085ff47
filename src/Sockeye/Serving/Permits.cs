namespace Sockeye.Serving;

/// <summary>Who may be served now: so many of this server, and a place in the room that it shares.</summary>
internal sealed class Permits(int atOnce, ConnectionRoom? room)
{
    private readonly SemaphoreSlim _own = new(atOnce);

    /// <summary>Whether this server has as many as it may, whatever the room has.</summary>
    public bool IsOwnFull => _own.CurrentCount == 0;

    /// <summary>Waits for both. In the room first: others wait there too, and here only this server.</summary>
    /// <inheritdoc cref="ConnectionRoom.TakeAsync"/>
    public async Task TakeAsync(bool isFirst, CancellationToken stop)
    {
        if (room is not null)
            await room.TakeAsync(isFirst, stop);
        try
        {
            await _own.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            room?.Return();
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
