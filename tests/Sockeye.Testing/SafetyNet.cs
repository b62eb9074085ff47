namespace Sockeye.Testing;

/// <summary>After how long a wait of a test is given up: what takes so long hangs, on the slowest of machines too.</summary>
public static class SafetyNet
{
    public const int Milliseconds = 60_000;

    public static TimeSpan Time { get; } = TimeSpan.FromMilliseconds(Milliseconds);
}
