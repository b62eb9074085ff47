namespace Sockeye.Chat.Client;

/// <summary>How long to wait before a server is called again: 1 s, doubled each time, at most a minute.</summary>
/// <remarks>
/// Of each delay the second half is left to chance: not all clients of a server that was restarted come back at once.
/// </remarks>
internal sealed class ReconnectDelay(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private TimeSpan _next = First;

    /// <summary>How often <see cref="Next"/> was called since the last success.</summary>
    public int Attempts { get; private set; }

    /// <summary>The next delay.</summary>
    public TimeSpan Next()
    {
        TimeSpan delay = _next * (0.5 + (random.NextDouble() / 2));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        Attempts++;
        return delay;
    }

    /// <summary>The server was there.</summary>
    public void Reset() => (_next, Attempts) = (First, 0);
}
