namespace Sockeye.Tests.Layering;

/// <summary>The folders of <c>src</c> as they use each other, read once from what was built and the sources.</summary>
internal sealed class HouseGraph
{
    private static readonly Lazy<HouseGraph> Shared = new(() => new HouseGraph());

    private HouseGraph()
    {
        var types = new HashSet<HouseType>();
        foreach (string project in House.Projects())
        {
            using var assembly = new AssemblyUses(House.AssemblyOf(project));
            foreach (HouseType type in assembly.Types())
            {
                types.Add(type);
                ProjectOf[type.Folder] = project;
            }

            foreach ((HouseType user, HouseType used) in assembly.Pairs().Distinct())
                Graph.Add(new FolderUse(user.Folder, used.Folder), $"{user} uses {used}");
        }

        var sources = new SourceUses(types);
        foreach (string file in House.Sources())
        {
            string folder = House.FolderNamespaceOf(file);
            foreach ((string used, string words) in sources.In(folder, File.ReadAllText(file)))
                AddIfNew(new FolderUse(folder, used), $"{House.Relative(file)} says {words}");
        }
    }

    /// <summary>The graph of these sources.</summary>
    public static HouseGraph Today => Shared.Value;

    public FolderGraph Graph { get; } = new();

    /// <summary>The project of each folder that has a type.</summary>
    public Dictionary<string, string> ProjectOf { get; } = [];

    /// <summary>Only the uses inside of a project: between projects the compiler allows no circle.</summary>
    public FolderGraph InsideProjects() => Graph.Without(use => ProjectOf[use.User] != ProjectOf[use.Used]);

    // A pair of types says more than a using.
    private void AddIfNew(FolderUse use, string example)
    {
        if (!Graph.Has(use))
            Graph.Add(use, example);
    }
}
