using Sockeye.Files.Storage;
using Sockeye.Transports;

namespace Sockeye.Files.Access;

/// <summary>One access while it is under way. Say how it ended, then dispose it; without that it was cut off.</summary>
/// <remarks>One task moves it; any thread may look at it.</remarks>
public sealed class AccessEntry : IDisposable, IProgress<long>, ISentAnswer
{
    private readonly Transfers _transfers;
    private readonly AccessRecord _subject;
    private long _moved;
    private string _missing = "";
    private TimeSpan? _elapsed; // from the begin until all was sent
    private bool _isFollowed; // by Deliveries, which see to its end

    internal AccessEntry(Transfers transfers, AccessRecord subject, long? length, long started)
    {
        (_transfers, _subject) = (transfers, subject);
        (Length, Started) = (length, started);
    }

    /// <summary>By which protocol.</summary>
    public string Protocol => _subject.Protocol;

    /// <summary>Where from.</summary>
    public string From => _subject.From;

    /// <summary>The visitor's name.</summary>
    public string User => _subject.User;

    /// <summary>What was asked for.</summary>
    public string Action => IsPart ? "part" : _subject.Action;

    /// <summary>Which file or directory; empty is the root, or none.</summary>
    public string Name => _subject.Name;

    /// <summary>How many bytes are to move, if known.</summary>
    public long? Length { get; set; }

    /// <summary>
    /// Whether it is a piece of a file that ends before the file does: its action is <c>part</c> then.
    /// </summary>
    public bool IsPart { get; set; }

    /// <summary>Tells how many bytes have moved, where nobody reports it; null: see <see cref="Report"/>.</summary>
    public Func<long>? Meter { get; set; }

    /// <summary>How many bytes have moved.</summary>
    public long Moved => Meter?.Invoke() ?? Volatile.Read(ref _moved);

    /// <summary>How long it has been under way.</summary>
    public TimeSpan Elapsed => _elapsed ?? _transfers.ElapsedOf(this);

    /// <summary>How much a listing or an archive lacks, as it was told.</summary>
    public int MissingCount { get; private set; }

    internal long Started { get; }

    private string Success => MissingCount == 0 ? AccessRecord.Ok : AccessRecord.Incomplete;

    long ISentAnswer.Bytes => Moved;

    /// <summary>Tells how many bytes have moved so far.</summary>
    public void Report(long value) => Volatile.Write(ref _moved, value);

    /// <summary>Tells what it lacks. If anything, its result is <see cref="AccessRecord.Incomplete"/>.</summary>
    public void Miss(ListingGaps gaps)
    {
        MissingCount = gaps.Count;
        _missing = gaps.ToString();
    }

    /// <summary>It succeeded.</summary>
    /// <param name="bytes">How many bytes of content moved.</param>
    public void Complete(long bytes = 0) => End(bytes, Success);

    /// <summary>All of it was sent: it succeeds when the peer's side has it. See <see cref="Deliveries"/>.</summary>
    /// <param name="bytes">How many bytes of content that were.</param>
    public void Sent(long bytes = 0)
    {
        (Meter, _elapsed) = (null, Elapsed);
        Report(bytes);
    }

    /// <summary>Whether it was <see cref="Sent"/>.</summary>
    public bool IsSent => _elapsed is not null;

    /// <summary>It was refused, or failed.</summary>
    /// <param name="result">A word that says why: <c>not-found</c>, <c>not-allowed</c> …</param>
    public void Fail(string result) => End(Moved, result);

    /// <summary>It was refused, or failed, by what was thrown. What means neither leaves it cut off.</summary>
    /// <param name="failure">What was thrown.</param>
    public void Fail(Exception failure)
    {
        if (FailureWords.Of(failure) is { } word)
            Fail(word);
    }

    /// <summary>Ends it: cut off, unless it was said how, or its delivery is waited for.</summary>
    public void Dispose()
    {
        if (!_isFollowed)
            End(Moved, _subject.Result);
    }

    void ISentAnswer.OnFollowed() => _isFollowed = true;

    void ISentAnswer.OnDelivered() => End(Moved, Success);

    void ISentAnswer.OnCutOff(long undelivered) => End(Math.Max(0, Moved - undelivered), AccessRecord.CutOff);

    private void End(long bytes, string result)
    {
        if (_transfers.TryEnd(this))
            _transfers.Tell(_subject with
            {
                Time = _transfers.Time.GetUtcNow(),
                Action = Action,
                Bytes = bytes,
                Result = result,
                Elapsed = Elapsed,
                Missing = _missing,
            });
    }
}
