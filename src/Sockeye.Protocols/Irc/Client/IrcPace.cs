namespace Sockeye.Protocols.Irc.Client;

/// <summary>When the next line may be said: a burst, and then one per interval (GCRA, ITU-T I.371 annex A).</summary>
internal sealed class IrcPace(TimeSpan interval, int burst)
{
    private TimeSpan _spent; // the time at which all that was said would have been said at the interval

    /// <summary>When a line may be said: now, or later.</summary>
    public TimeSpan NextAt => _spent - ((burst - 1) * interval);

    /// <summary>Notes a line.</summary>
    public void OnSaid(TimeSpan now) => _spent = (now > _spent ? now : _spent) + interval;
}
