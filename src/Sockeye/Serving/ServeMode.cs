namespace Sockeye.Serving;

/// <summary>How a server serves, as two numbers.</summary>
/// <param name="Concurrency">How many connections at once.</param>
/// <param name="StopAfter">How many in all, then the server ends.</param>
public readonly record struct ServeMode(int Concurrency, int StopAfter)
{
    /// <summary>No end: the server runs until it is stopped.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>One connection, then the server ends.</summary>
    public static ServeMode Once => new(1, 1);

    /// <summary>One after the other; the others wait in the kernel's backlog.</summary>
    public static ServeMode Iterative => new(1, Unlimited);

    /// <summary>Many at once.</summary>
    /// <param name="limit">How many; further peers wait in the kernel's backlog.</param>
    public static ServeMode Concurrent(int limit) => new(limit, Unlimited);
}
