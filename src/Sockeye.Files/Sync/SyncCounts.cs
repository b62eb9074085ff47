using Sockeye.Files.Storage;

namespace Sockeye.Files.Sync;

/// <summary>What a sync has done so far. Every entry of the source is counted once. Safe from any thread.</summary>
internal sealed class SyncCounts
{
    private readonly Lock _lock = new();
    private SyncSummary _result = new();

    /// <summary>The counts so far.</summary>
    public SyncSummary Result
    {
        get
        {
            lock (_lock)
                return _result;
        }
    }

    /// <summary>Whether anything failed so far.</summary>
    public bool HasFailed => Result.FirstFailure is not null;

    /// <summary>Counts what needs no step: what is alike, and what is never copied.</summary>
    public void AddUntouched(IEnumerable<SyncEntry> source, IEnumerable<SyncStep> steps)
    {
        HashSet<string> touched = [.. steps.Where(step => step.Source is not null).Select(step => step.Path)];
        ILookup<FileKind, SyncEntry> untouched = source.Where(entry => !touched.Contains(entry.Path))
            .ToLookup(entry => entry.Kind);
        _result = _result with
        {
            Equal = untouched[FileKind.File].Count(),
            Kept = untouched[FileKind.Directory].Count(),
            LeftOut = untouched[FileKind.Other].Count(),
        };
    }

    public void Add(SyncAction action, long bytes)
    {
        lock (_lock)
        {
            _result = action switch
            {
                SyncAction.MakeDirectory => _result with { Made = _result.Made + 1 },
                SyncAction.RemoveFile or SyncAction.RemoveDirectory => _result with { Removed = _result.Removed + 1 },
                SyncAction.Conflict => _result with { Failures = _result.Failures + 1 },
                _ => _result with { Copied = _result.Copied + 1, Bytes = _result.Bytes + bytes },
            };
        }
    }

    public void AddEqual()
    {
        lock (_lock)
            _result = _result with { Equal = _result.Equal + 1 };
    }

    public void AddFailure(Exception failure)
    {
        lock (_lock)
        {
            _result = _result with
            {
                Failures = _result.Failures + 1,
                FirstFailure = _result.FirstFailure ?? failure,
            };
        }
    }
}
