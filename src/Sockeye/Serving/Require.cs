using System.Runtime.CompilerServices;

namespace Sockeye.Serving;

/// <summary>Checks of option values. The message names the property that was set.</summary>
internal static class Require
{
    public static int AtLeast(int minimum, int value, [CallerMemberName] string property = "") =>
        value >= minimum
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} must be at least {minimum}");

    public static TimeSpan Positive(TimeSpan value, [CallerMemberName] string property = "") =>
        value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} must be more than zero");
}
