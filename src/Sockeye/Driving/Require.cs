using System.Runtime.CompilerServices;

namespace Sockeye.Driving;

/// <summary>Checks of option values. The message names the property that was set.</summary>
internal static class Require
{
    // What a timer can be set to: 2^32 - 2 ms are 49.7 days (System.Threading.Timer).
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    public static int AtLeast(int minimum, int value, [CallerMemberName] string property = "") =>
        value >= minimum
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} must be at least {minimum}");

    public static TimeSpan Positive(TimeSpan value, [CallerMemberName] string property = "") =>
        value > TimeSpan.Zero && value <= LongestTimer
            ? value
            : throw new ArgumentOutOfRangeException(
                property, value, $"{property} must be more than zero and at most {LongestTimer.TotalDays} days");
}
