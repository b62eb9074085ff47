using Sockeye.Serving;

namespace Sockeye.Lab;

/// <summary>What a server's record of service intervals says.</summary>
internal static class ServiceIntervals
{
    /// <summary>How many pairs of peers were served at the same time.</summary>
    public static int CountOverlaps(IReadOnlyList<ServiceInterval> served)
    {
        int overlaps = 0;
        for (int i = 0; i < served.Count; i++)
            overlaps += served.Skip(i + 1).Count(other => served[i].Overlaps(other));
        return overlaps;
    }
}
