using System.Runtime.CompilerServices;

namespace Sockeye.Protocols.Checks;

/// <summary>Checks of option values, where they are set. The message names the property.</summary>
public static class Require
{
    // What a timer can be set to: 2^32 - 2 ms are 49.7 days (System.Threading.Timer).
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    /// <summary>The value, unless it is less than the least.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public static T AtLeast<T>(T minimum, T value, [CallerMemberName] string property = "")
        where T : IComparable<T> =>
        value.CompareTo(minimum) >= 0
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} must be at least {minimum}");

    /// <summary>The value, unless it is less than the least or more than the most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is one of them, or no number.</exception>
    public static T InRange<T>(T minimum, T maximum, T value, [CallerMemberName] string property = "")
        where T : IComparable<T> =>
        value.CompareTo(minimum) >= 0 && value.CompareTo(maximum) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} must be from {minimum} to {maximum}");

    /// <summary>A time that a timer can be set to: more than zero, and at most 49 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static TimeSpan Positive(TimeSpan value, [CallerMemberName] string property = "") =>
        value > TimeSpan.Zero && value <= LongestTimer
            ? value
            : throw new ArgumentOutOfRangeException(
                property, value, $"{property} must be more than zero and at most {LongestTimer.TotalDays} days");
}
