using Sockeye.Cli.Output;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>What a sync has done so far. Safe from any thread, except <see cref="Equal"/>.</summary>
internal sealed class SyncCounts
{
    private readonly Lock _lock = new();
    private int _copied;
    private int _made;
    private int _removed;
    private int _failed;
    private long _bytes;

    /// <summary>How many files were alike already.</summary>
    public int Equal { get; set; }

    /// <summary>The first failure; null while there is none.</summary>
    public Exception? FirstFailure { get; private set; }

    public void Add(SyncAction action, long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            switch (action)
            {
                case SyncAction.MakeDirectory:
                    _made++;
                    break;
                case SyncAction.RemoveFile or SyncAction.RemoveDirectory:
                    _removed++;
                    break;
                case SyncAction.Conflict:
                    _failed++;
                    break;
                default:
                    _copied++;
                    break;
            }
        }
    }

    public void AddEqual()
    {
        lock (_lock)
            Equal++;
    }

    public void AddFailure(Exception failure)
    {
        lock (_lock)
        {
            _failed++;
            FirstFailure ??= failure;
        }
    }

    public SyncSummaryResult ToResult(bool isDryRun)
    {
        lock (_lock)
            return new SyncSummaryResult(_copied, _bytes, Equal, _made, _removed, _failed, isDryRun);
    }
}
