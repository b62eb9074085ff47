using Sockeye.Fairness;

namespace Sockeye.Files.Access;

/// <summary>Counts the logins that fail, by address, and says when there are too many. Safe from any thread.</summary>
/// <remarks>
/// Only so many are under way at once as may still fail; the others wait: so many at once gain nothing, and who is
/// right is not refused. A success forgives nothing: it may be another's, behind the same address.
/// </remarks>
/// <param name="time">The clock of <see cref="Window"/>.</param>
internal sealed class LoginGuard(TimeProvider time)
{
    /// <summary>
    /// How many may fail from one address within <see cref="Window"/>: our choice, a person's mistakes. A larger
    /// network has a few times as many (<see cref="PeerNetwork.Shares"/>).
    /// </summary>
    public const int MaxFailures = 10;

    /// <summary>How many networks are remembered: our choice, some MB. Beyond it the oldest is forgotten.</summary>
    public const int MaxNetworks = 10_000;

    /// <summary>For how long failures count: our choice.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<PeerNetwork, Attempts> _attempts = [];

    /// <summary>Begins an attempt, as soon as no others are under way that could be the last to fail.</summary>
    /// <param name="peer">The networks of the address that it comes from.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What is to be ended; null when too many have failed.</returns>
    public async ValueTask<Attempts[]?> TryBeginAsync(PeerNetwork[] peer, CancellationToken cancel)
    {
        while (true)
        {
            Task oneEnded;
            lock (_lock)
            {
                Attempts?[] known = Array.ConvertAll(peer, Find);
                if (Array.Exists(known, one => one is not null && one.Failed >= one.Limit))
                    return null; // and nothing is remembered of it: it must not push out what is
                if (Array.Find(known, one => one is not null && one.Failed + one.UnderWay >= one.Limit) is not { } full)
                {
                    Attempts[] attempts = Array.ConvertAll(peer, network => Find(network) ?? Begin(network));
                    Array.ForEach(attempts, one => one.UnderWay++);
                    return attempts;
                }

                oneEnded = full.OneEnded.Task;
            }

            await oneEnded.WaitAsync(cancel);
        }
    }

    /// <summary>An attempt has ended.</summary>
    public void End(Attempts[] attempts, bool hasFailed)
    {
        lock (_lock)
        {
            foreach (Attempts one in attempts)
                End(one, hasFailed);
        }
    }

    private static TaskCompletionSource NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void End(Attempts one, bool hasFailed)
    {
        one.UnderWay--;
        one.Failed += hasFailed ? 1 : 0;
        if (one is { UnderWay: 0, Failed: 0 } && _attempts.GetValueOrDefault(one.Network) == one)
            _attempts.Remove(one.Network);
        one.OneEnded.SetResult();
        one.OneEnded = NewEnd();
    }

    private Attempts? Find(PeerNetwork network)
    {
        if (!_attempts.TryGetValue(network, out Attempts? attempts))
            return null;

        long now = time.GetTimestamp(); // not the calendar: whoever sets it must not forgive, nor lock out
        if (time.GetElapsedTime(attempts.Since, now) > Window)
            (attempts.Failed, attempts.Since) = (0, now);
        return attempts;
    }

    // Of many addresses that each fail once, those that are closed are remembered longest.
    private Attempts Begin(PeerNetwork network)
    {
        if (_attempts.Count >= MaxNetworks)
            _attempts.Remove(_attempts.Values.MinBy(known => (known.Failed >= known.Limit, known.Since))!.Network);
        return _attempts[network] = new Attempts(network) { Since = time.GetTimestamp() };
    }

    /// <summary>The attempts of one network. Only the guard changes them.</summary>
    internal sealed class Attempts(PeerNetwork network)
    {
        public PeerNetwork Network => network;

        /// <summary>How many may fail.</summary>
        public int Limit => MaxFailures * network.Shares;

        public int Failed { get; set; }

        public int UnderWay { get; set; }

        /// <summary>From when on failures count: a time stamp of the clock.</summary>
        public long Since { get; set; }

        /// <summary>The end of the next attempt that ends.</summary>
        public TaskCompletionSource OneEnded { get; set; } = NewEnd();
    }
}
