namespace Sockeye.Cli.Commands.Sync;

/// <summary>What is to be done so that one directory becomes like another. Pure: two listings in, steps out.</summary>
/// <param name="settings">How they are compared.</param>
/// <param name="targetKeepsTimes">
/// Whether a copy has the time of its source; else a copy is newer than what it was made of.
/// </param>
internal sealed class SyncPlan(SyncSettings settings, bool targetKeepsTimes)
{
    // FTP and HTTP tell whole seconds, FAT keeps even ones, exFAT hundredths.
    private static readonly TimeSpan CoarseStep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FineStep = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The steps in an order that works: directories before what is in them; what is removed comes last, the deepest
    /// first.
    /// </summary>
    public IReadOnlyList<SyncStep> Make(IReadOnlyCollection<SyncEntry> source, IReadOnlyCollection<SyncEntry> target)
    {
        Dictionary<string, SyncEntry> there = target.ToDictionary(entry => entry.Path);
        Dictionary<string, SyncEntry> wanted = source.ToDictionary(entry => entry.Path);
        var steps = new List<SyncStep>();
        foreach (SyncEntry entry in source.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            SyncAction? action = InTheWay(entry.Path, there) is { } obstacle
                ? wanted.ContainsKey(obstacle) ? null : SyncAction.Conflict // told of the obstacle itself
                : StepFor(entry, there.GetValueOrDefault(entry.Path));
            if (entry.Kind != SyncKind.Other && action is not null)
                steps.Add(new SyncStep(action.Value, entry.Path, entry));
        }

        if (settings.Deletes)
            steps.AddRange(Removals(target.Where(entry => !wanted.ContainsKey(entry.Path))));
        return [.. steps.OrderBy(step => step.Action == SyncAction.MakeDirectory ? 0 : IsRemoval(step) ? 2 : 1)];
    }

    private static bool IsRemoval(SyncStep step) =>
        step.Action is SyncAction.RemoveFile or SyncAction.RemoveDirectory;

    private static IEnumerable<SyncStep> Removals(IEnumerable<SyncEntry> surplus) => surplus
        .Where(entry => entry.Kind != SyncKind.Other)
        .OrderBy(entry => entry.Kind == SyncKind.Directory) // files first
        .ThenByDescending(entry => entry.Path.Length)
        .Select(entry => new SyncStep(
            entry.Kind == SyncKind.Directory ? SyncAction.RemoveDirectory : SyncAction.RemoveFile, entry.Path, null));

    // A link to a directory would be written through, to wherever it leads.
    private static string? InTheWay(string path, Dictionary<string, SyncEntry> there)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (there.TryGetValue(path[..slash], out SyncEntry? above) && above.Kind != SyncKind.Directory)
                return above.Path;
        }

        return null;
    }

    private SyncAction? StepFor(SyncEntry source, SyncEntry? target)
    {
        if (target is null)
            return source.Kind == SyncKind.Directory ? SyncAction.MakeDirectory : SyncAction.Copy;
        if (target.Kind != source.Kind)
            return SyncAction.Conflict;
        if (source.Kind == SyncKind.Directory)
            return null;
        if (source.Length != target.Length)
            return SyncAction.Copy;
        if (settings.ComparesSums)
            return SyncAction.CopyIfOther;

        return IsSameTime(source.Modified, target.Modified) ? null : SyncAction.Copy;
    }

    private bool IsSameTime(DateTimeOffset? source, DateTimeOffset? target)
    {
        if (source is not { } one || target is not { } other)
            return true; // then the length is all that is known
        bool isCoarse = IsWholeSecond(one) || IsWholeSecond(other);
        DateTimeOffset reached = IsWholeSecond(other) ? WholeSecond(one) : one;
        return targetKeepsTimes
            ? (WholeSecondIf(isCoarse, one) - WholeSecondIf(isCoarse, other)).Duration()
                < (isCoarse ? CoarseStep : FineStep)
            : other >= reached;
    }

    private static bool IsWholeSecond(DateTimeOffset time) => time == WholeSecond(time);

    private static DateTimeOffset WholeSecondIf(bool isCoarse, DateTimeOffset time) =>
        isCoarse ? WholeSecond(time) : time;

    private static DateTimeOffset WholeSecond(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
