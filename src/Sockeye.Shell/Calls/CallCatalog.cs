namespace Sockeye.Shell.Calls;

/// <summary>Every call of the shell, by its name.</summary>
internal static class CallCatalog
{
    public static IReadOnlyList<ShellCall> All { get; } =
        [.. LifeCalls.All, .. DataCalls.All, .. NameCalls.All, .. ControlCalls.All];

    private static readonly Dictionary<string, ShellCall> ByName = All.ToDictionary(call => call.Name);

    /// <summary>Null when there is none of that name.</summary>
    public static ShellCall? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>"; did you mean listen?" for a name that is nearly one, else where to look.</summary>
    public static string Suggestion(string name) => name is "quit" or "q" or "bye" or "logout"
        ? "; exit() leaves"
        : Closest(name, ByName.Keys) is { Length: > 0 } close ? close : "; help() lists the calls";

    /// <summary>"; did you mean SO_RCVBUF?", or nothing.</summary>
    public static string Closest(string name, IEnumerable<string> known)
    {
        const int farthest = 2; // edits
        string? closest = known.MinBy(other => Edits(name, other));
        return closest is not null && name.Length > farthest && Edits(name, closest) <= farthest
            ? $"; did you mean {closest}?"
            : "";
    }

    // Levenshtein: letters changed, added or left out; case is free.
    private static int Edits(string one, string other)
    {
        const int longest = 64; // no name is
        if (one.Length > longest)
            return one.Length;

        int[] previous = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int[] current = new int[other.Length + 1];
            current[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int change = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1;
                current[j] = Math.Min(previous[j - 1] + change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
