using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Chat;

/// <summary>How fast a client may ask for things: a few at once, then so many in a time.</summary>
/// <remarks>
/// Its reader waits as long as it is told, so that a flood stays in the client's own kernel: it is slowed, and nothing
/// grows. Defaults: ergo's default.yaml (fakelag), 5 at once, then 2 a second.
/// </remarks>
/// <param name="burst">How many at once.</param>
/// <param name="interval">How long each takes to be allowed again.</param>
public sealed class ChatPace(int burst, TimeSpan interval)
{
    /// <summary>How many at once by default.</summary>
    public const int DefaultBurst = 5;

    private readonly TimeSpan _interval = Require.Positive(interval);
    private readonly TimeSpan _credit = (Require.AtLeast(1, burst) - 1) * interval;
    private TimeSpan _paid = TimeSpan.MinValue / 2; // until when what was taken reaches

    /// <summary>With the defaults.</summary>
    public ChatPace()
        : this(DefaultBurst, DefaultInterval)
    {
    }

    /// <summary>How long each takes to be allowed again by default: 500 ms.</summary>
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>When something more may be done: a time that has passed, or one to come.</summary>
    public TimeSpan NextAt => _paid - _credit;

    /// <summary>Takes something that a client asked for.</summary>
    /// <param name="now">The time, from any start; it does not go back.</param>
    /// <param name="cost">As how many it counts.</param>
    /// <returns>How long to wait before it is done, and before anything more is read.</returns>
    public TimeSpan Take(TimeSpan now, int cost = 1)
    {
        TimeSpan begin = _paid > now ? _paid : now;
        _paid = begin + (Require.AtLeast(0, cost) * _interval);
        TimeSpan wait = _paid - _interval - _credit - now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
