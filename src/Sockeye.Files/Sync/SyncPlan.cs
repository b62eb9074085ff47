using Sockeye.Files.Storage;

namespace Sockeye.Files.Sync;

/// <summary>What is to be done so that one directory becomes like another. Pure: two listings in, steps out.</summary>
/// <param name="options">How they are compared.</param>
/// <param name="targetKeepsTimes">
/// Whether a copy has the time of its source; else a copy is newer than what it was made of.
/// </param>
internal sealed class SyncPlan(SyncOptions options, bool targetKeepsTimes)
{
    // FTP and HTTP tell whole seconds, FAT keeps even ones, exFAT hundredths.
    private static readonly TimeSpan CoarseStep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FineStep = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The steps in an order that works: first what makes room for another kind, directories before what is in them;
    /// what is removed comes last, the deepest first.
    /// </summary>
    /// <param name="source">What there is to copy.</param>
    /// <param name="target">What is there already.</param>
    /// <param name="held">Directories of the target that stay, for what is left alone in them.</param>
    public IReadOnlyList<SyncStep> Make(
        IReadOnlyCollection<SyncEntry> source, IReadOnlyCollection<SyncEntry> target, IReadOnlySet<string> held)
    {
        Dictionary<string, SyncEntry> wanted = source.ToDictionary(entry => entry.Path);
        Dictionary<string, SyncEntry> there = target.ToDictionary(entry => entry.Path);
        IReadOnlyList<SyncEntry> replaced = Replaced(wanted, target, held);
        foreach (SyncEntry entry in replaced)
            there.Remove(entry.Path);

        var steps = new List<SyncStep>(Removals(replaced).Select(step => step with { MakesRoom = true }));
        foreach (SyncEntry entry in source.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            SyncAction? action = InTheWay(entry.Path, there)
                ? SyncAction.Conflict
                : StepFor(entry, there.GetValueOrDefault(entry.Path));
            if (entry.Kind != FileKind.Other && action is not null)
                steps.Add(new SyncStep(action.Value, entry.Path, entry));
        }

        if (options.Deletes)
            steps.AddRange(Removals(there.Values.Where(
                entry => IsSurplus(entry.Path, wanted) && !held.Contains(entry.Path))));
        return [.. steps.OrderBy(OrderOf)];
    }

    private static int OrderOf(SyncStep step) => step switch
    {
        { MakesRoom: true } => 0,
        { Action: SyncAction.MakeDirectory } => 1,
        { Action: SyncAction.RemoveFile or SyncAction.RemoveDirectory } => 3,
        _ => 2,
    };

    private static IEnumerable<SyncStep> Removals(IEnumerable<SyncEntry> surplus) => surplus
        .Where(entry => entry.Kind != FileKind.Other)
        .OrderBy(entry => entry.Kind == FileKind.Directory) // files first
        .ThenByDescending(entry => entry.Path.Length)
        .Select(entry => new SyncStep(
            entry.Kind == FileKind.Directory ? SyncAction.RemoveDirectory : SyncAction.RemoveFile, entry.Path, null));

    // A file where the source has a directory, and a directory, with all in it, where the source has a file. Never what
    // is neither, nor a directory that stays.
    private IReadOnlyList<SyncEntry> Replaced(
        Dictionary<string, SyncEntry> wanted, IReadOnlyCollection<SyncEntry> target, IReadOnlySet<string> held)
    {
        if (!options.Deletes)
            return [];

        HashSet<string> tops =
        [
            .. target.Where(entry => wanted.TryGetValue(entry.Path, out SyncEntry? other)
                && entry.Kind != other.Kind && entry.Kind != FileKind.Other && other.Kind != FileKind.Other)
                .Select(entry => entry.Path),
        ];
        ILookup<string, SyncEntry> trees = target.ToLookup(
            entry => Above(entry.Path).Append(entry.Path).FirstOrDefault(tops.Contains, ""));
        return
        [
            .. tops.Where(top => !held.Contains(top)).SelectMany(top => trees[top]),
        ];
    }

    /// <summary>
    /// The directories that cannot be removed whole: with something in them that is neither file nor directory, or that
    /// is left alone.
    /// </summary>
    /// <param name="target">All that is there.</param>
    /// <param name="chosen">What of it this is about.</param>
    public static IReadOnlySet<string> Holding(
        IReadOnlyCollection<SyncEntry> target, IReadOnlyCollection<SyncEntry> chosen)
    {
        var stays = target.Select(entry => entry.Path).ToHashSet();
        stays.ExceptWith(chosen.Where(entry => entry.Kind != FileKind.Other).Select(entry => entry.Path));
        return stays.SelectMany(Above).ToHashSet();
    }

    // Not what is below a directory that stays in the way of a file.
    private static bool IsSurplus(string path, Dictionary<string, SyncEntry> wanted) =>
        !wanted.ContainsKey(path) && Above(path).All(
            above => !wanted.TryGetValue(above, out SyncEntry? other) || other.Kind == FileKind.Directory);

    /// <summary>The directories on the way to a path, the outermost first.</summary>
    public static IEnumerable<string> Above(string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    // A link to a directory would be written through, to wherever it leads.
    private static bool InTheWay(string path, Dictionary<string, SyncEntry> there) => Above(path).Any(
        above => there.TryGetValue(above, out SyncEntry? obstacle) && obstacle.Kind != FileKind.Directory);

    private SyncAction? StepFor(SyncEntry source, SyncEntry? target)
    {
        if (target is null)
            return source.Kind == FileKind.Directory ? SyncAction.MakeDirectory : SyncAction.Copy;
        if (target.Kind != source.Kind)
            return SyncAction.Conflict;
        if (source.Kind == FileKind.Directory)
            return null;
        if (source.Length != target.Length)
            return SyncAction.Copy;
        if (options.ComparesSums)
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
