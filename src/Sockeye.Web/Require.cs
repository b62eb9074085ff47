using System.Runtime.CompilerServices;

namespace Sockeye.Web;

/// <summary>Checks of options, where they are set.</summary>
internal static class Require
{
    public static int AtLeast(int minimum, int value, [CallerMemberName] string property = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum, property);
        return value;
    }

    public static TimeSpan Positive(TimeSpan value, [CallerMemberName] string property = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, property);
        return value;
    }
}
