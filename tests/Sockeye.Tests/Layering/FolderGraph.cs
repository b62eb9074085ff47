namespace Sockeye.Tests.Layering;

/// <summary>Which folder uses which other, each with the pairs of types that say so.</summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<FolderUse, SortedSet<string>> _uses = [];

    /// <summary>All uses, by name. A folder that uses itself is none.</summary>
    public IEnumerable<FolderUse> Uses => _uses.Keys;

    /// <summary>Adds a use, with what shows it: <c>A.X uses B.Y</c>.</summary>
    public void Add(FolderUse use, string example)
    {
        if (use.User == use.Used)
            return;
        if (!_uses.TryGetValue(use, out SortedSet<string>? examples))
            _uses[use] = examples = new SortedSet<string>(StringComparer.Ordinal);
        examples.Add(example);
    }

    public bool Has(FolderUse use) => _uses.ContainsKey(use);

    /// <summary>How many pairs of types are behind a use: what it costs to remove it.</summary>
    public int WeightOf(FolderUse use) => _uses[use].Count;

    /// <summary>One of the pairs, always the same.</summary>
    public string ExampleOf(FolderUse use) => _uses[use].Min!;

    /// <summary>The same folders without some of the uses.</summary>
    public FolderGraph Without(Func<FolderUse, bool> isLeftOut)
    {
        var rest = new FolderGraph();
        foreach ((FolderUse use, SortedSet<string> examples) in _uses.Where(one => !isLeftOut(one.Key)))
            rest._uses[use] = examples;
        return rest;
    }

    /// <summary>
    /// The circles: greatest sets of folders where each leads to each other. Names in order, circles by their first.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        // Folders that lead to each other lead to the same ones. A hundred folders: no cleverer way is needed.
        Dictionary<string, HashSet<string>> reached = Uses
            .SelectMany(use => new[] { use.User, use.Used }).Distinct().ToDictionary(one => one, ReachedFrom);

        return
        [
            .. reached.Keys
                .Where(folder => reached[folder].Contains(folder))
                .GroupBy(folder => reached[folder].Where(other => reached[other].Contains(folder)).Min())
                .Select(circle => circle.Order(StringComparer.Ordinal).ToArray())
                .OrderBy(circle => circle[0], StringComparer.Ordinal),
        ];
    }

    /// <summary>The shortest way from the used folder of a use back to its user; empty if there is none.</summary>
    public IReadOnlyList<FolderUse> WayBack(FolderUse closing)
    {
        var cameBy = new Dictionary<string, FolderUse>();
        var next = new Queue<string>([closing.Used]);
        while (next.TryDequeue(out string? folder) && folder != closing.User)
        {
            foreach (FolderUse use in Uses.Where(use => use.User == folder && cameBy.TryAdd(use.Used, use)))
                next.Enqueue(use.Used);
        }

        var way = new List<FolderUse>();
        for (string at = closing.User; at != closing.Used && cameBy.TryGetValue(at, out FolderUse use); at = use.User)
            way.Insert(0, use);
        return way;
    }

    /// <summary>The fewest uses that lead from a folder of a circle back to itself.</summary>
    public IReadOnlyList<FolderUse> ShortestWayAround(IReadOnlyList<string> circle) => Uses
        .Where(use => circle.Contains(use.User) && circle.Contains(use.Used))
        .Select(use => (FolderUse[])[use, .. WayBack(use)])
        .MinBy(way => way.Length) ?? [];

    // A folder is only in its own set when a circle leads back to it.
    private HashSet<string> ReachedFrom(string start)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>([start]);
        while (next.TryPop(out string? folder))
        {
            foreach (FolderUse use in Uses.Where(use => use.User == folder && reached.Add(use.Used)))
                next.Push(use.Used);
        }

        return reached;
    }
}
