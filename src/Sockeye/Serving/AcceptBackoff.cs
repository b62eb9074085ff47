namespace Sockeye.Serving;

/// <summary>
/// The pause after an accept that failed for lack of resources: 100 ms, doubled up to 5 s, reset by success.
/// </summary>
internal sealed class AcceptBackoff(ServerContext context)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = First;

    public void Reset() => _next = First;

    public async Task WaitAsync(IOException error, CancellationToken stop)
    {
        if (_next == First)
            context.Logger.AcceptBackedOff(context.Service, error.Message, _next.TotalMilliseconds);
        else
            context.Logger.AcceptBackedOffAgain(context.Service, error.Message, _next.TotalMilliseconds);
        await Task.Delay(_next, context.Time, stop);
        _next = _next + _next > Longest ? Longest : _next + _next;
    }
}
