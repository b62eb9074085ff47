using Sockeye.Files.Access;

namespace Sockeye.Cli.Commands.Share;

/// <summary>When a share ends by itself: after a time, or after so many downloads.</summary>
internal sealed class ShareEnd : IDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly ITimer? _timer;
    private int _left;

    /// <param name="settings">What our user wants.</param>
    /// <param name="context">The clock, and the signals that end it as well.</param>
    public ShareEnd(ShareSettings settings, CommandContext context)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        _left = settings.Downloads ?? int.MaxValue;
        if (settings.Time is { } time)
            _timer = context.Time.CreateTimer(_ => _ended.Cancel(), null, time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Signalled when it is over: who is being served has the drain time.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Counts a download that is whole.</summary>
    public void Count(AccessRecord access)
    {
        bool isDownload = access is { Action: "get", Result: AccessRecord.Ok };
        if (isDownload && Interlocked.Decrement(ref _left) == 0)
            _ended.Cancel();
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _ended.Dispose();
    }
}
