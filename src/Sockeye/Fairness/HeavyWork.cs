namespace Sockeye.Fairness;

/// <summary>
/// Work that can cost more than the peer who asks for it sends or reads: listing a tree, summing, compressing, packing.
/// One for all services of a server. Safe from any thread.
/// </summary>
/// <remarks>
/// Two things are shared out. Places: so many peers may have some of it under way, for each holds memory. And turns on
/// the processors, half of which stay free for everybody else; who waits is served peer by peer.
/// </remarks>
public sealed class HeavyWork
{
    /// <summary>How many may have something made at once. 64, our choice: a few hundred KiB each.</summary>
    public const int DefaultPlaces = 64;

    /// <summary>How many of them may be one peer's. 8, our choice: a browser opens six connections.</summary>
    public const int DefaultPlacesPerPeer = 8;

    /// <summary>How many sums may be asked for at once: 512, our choice; while they wait they hold nothing.</summary>
    public const int DefaultSums = 512;

    /// <summary>How many of them may be one peer's: 64, as many files as <c>sync --jobs</c> moves at once.</summary>
    public const int DefaultSumsPerPeer = 64;

    private readonly FairScheduler _turns;
    private readonly PeerCounts _places;
    private readonly PeerCounts _sums;

    /// <summary>Shares out so many places, and turns on half of the processors.</summary>
    public HeavyWork(int placesPerPeer = DefaultPlacesPerPeer, int places = DefaultPlaces)
    {
        _turns = new FairScheduler(HalfTheProcessors);
        _places = new PeerCounts(placesPerPeer, places);
        _sums = new PeerCounts(DefaultSumsPerPeer, DefaultSums);
    }

    /// <summary>How many processors such work may take: half of them, one at least.</summary>
    public static int HalfTheProcessors { get; } = Math.Max(1, Native.Processors.Count / 2);

    /// <summary>Begins what holds memory until its peer has read it; null when there are too many.</summary>
    /// <param name="peer">The networks of the peer's address.</param>
    /// <param name="isPeerGone">Whether nobody wants it any more; asked at each turn. Null: they always do.</param>
    public WorkPlace? TryEnter(PeerNetwork[] peer, Func<bool>? isPeerGone = null) =>
        TryEnter(_places, peer, isPeerGone);

    /// <summary>Begins a sum: it ends without its peer's help; null when there are too many.</summary>
    /// <inheritdoc cref="TryEnter(PeerNetwork[], Func{bool}?)"/>
    public WorkPlace? TryEnterSum(PeerNetwork[] peer, Func<bool>? isPeerGone = null) =>
        TryEnter(_sums, peer, isPeerGone);

    /// <summary>Begins what is mostly little, and takes turns if it becomes more. It is not counted.</summary>
    /// <inheritdoc cref="TryEnter(PeerNetwork[], Func{bool}?)"/>
    public WorkPlace Enter(PeerNetwork[] peer, Func<bool>? isPeerGone = null) =>
        new(_turns, counts: null, peer, isPeerGone);

    private WorkPlace? TryEnter(PeerCounts counts, PeerNetwork[] peer, Func<bool>? isPeerGone) =>
        counts.TryEnter(peer) ? new WorkPlace(_turns, counts, peer, isPeerGone) : null;
}
