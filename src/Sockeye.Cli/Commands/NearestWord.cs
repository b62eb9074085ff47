namespace Sockeye.Cli.Commands;

/// <summary>What somebody may have meant who wrote a word that is not there.</summary>
internal static class NearestWord
{
    /// <summary>The candidate that a slip of the fingers, or stopping early, makes of what was meant.</summary>
    /// <param name="word">What was written; dashes before it do not count.</param>
    /// <param name="candidates">What there is.</param>
    /// <returns>Null when none is near: more than a third of the letters would have to change.</returns>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        string meant = Bare(word);
        int tolerated = Math.Max(1, meant.Length / 3);
        return candidates
            .Select(candidate => (candidate, distance: DistanceTo(Bare(candidate), meant, tolerated)))
            .Where(rated => rated.distance <= tolerated)
            .OrderBy(rated => rated.distance)
            .ThenByDescending(rated => Bare(rated.candidate).StartsWith(meant, StringComparison.OrdinalIgnoreCase))
            .ThenBy(rated => rated.candidate.Length)
            .Select(rated => rated.candidate)
            .FirstOrDefault();
    }

    /// <summary>
    /// How many letters must be added, dropped, changed or exchanged with their neighbour to make one word of the
    /// other: the optimal string alignment distance. Capital letters count as small ones.
    /// </summary>
    public static int Distance(string from, string to)
    {
        int[] beforeLast = new int[to.Length + 1];
        int[] last = [.. Enumerable.Range(0, to.Length + 1)];
        for (int row = 1; row <= from.Length; row++)
        {
            int[] current = new int[to.Length + 1];
            current[0] = row;
            for (int column = 1; column <= to.Length; column++)
            {
                int change = IsSame(from[row - 1], to[column - 1]) ? 0 : 1;
                int least = Math.Min(Math.Min(last[column], current[column - 1]) + 1, last[column - 1] + change);
                bool isExchanged = row > 1 && column > 1
                    && IsSame(from[row - 1], to[column - 2]) && IsSame(from[row - 2], to[column - 1]);
                if (isExchanged)
                    least = Math.Min(least, beforeLast[column - 2] + 1);
                current[column] = least;
            }

            (beforeLast, last) = (last, current);
        }

        return last[to.Length];
    }

    // Who stops early has written the beginning; that is as near as one slip.
    private static int DistanceTo(string candidate, string meant, int tolerated)
    {
        if (meant.Length > 1 && candidate.StartsWith(meant, StringComparison.OrdinalIgnoreCase))
            return Math.Min(1, candidate.Length - meant.Length);

        return Math.Abs(candidate.Length - meant.Length) > tolerated ? int.MaxValue : Distance(candidate, meant);
    }

    private static string Bare(string word) => word.TrimStart('-');

    private static bool IsSame(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
