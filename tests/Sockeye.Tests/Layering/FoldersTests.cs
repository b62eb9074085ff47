namespace Sockeye.Tests.Layering;

/// <summary>The folders of <c>src</c> use each other as is written beside these tests, and in no other way.</summary>
/// <remarks>
/// <c>folders.txt</c> says which folder may use which; <c>SOCKEYE_RECORD=1</c> writes it anew. <c>circles.txt</c> has
/// the circles that are still there: none. Nothing is added to it.
/// </remarks>
public sealed class FoldersTests
{
    private static readonly string TableFile = FileBeside("folders.txt");
    private static readonly string CirclesFile = FileBeside("circles.txt");

    private static readonly HouseGraph Today = HouseGraph.Today;
    private static readonly FolderGraph Inside = Today.InsideProjects();

    [Fact]
    public void What_a_folder_uses_stands_in_the_table()
    {
        RecordIfAsked();
        FolderTable table = FolderTable.Parse(File.ReadAllText(TableFile));

        Says(from use in Today.Graph.Uses.Except(table.Uses)
             select $"{use} is not in folders.txt: {Today.Graph.ExampleOf(use)}");
        Says(from folder in Today.ProjectOf.Keys.Except(table.Folders)
             select $"{folder} is new: give it a row in folders.txt");
    }

    [Fact]
    public void What_stands_in_the_table_is_used()
    {
        FolderTable table = FolderTable.Parse(File.ReadAllText(TableFile));

        Says(from use in table.Uses.Except(Today.Graph.Uses)
             select $"{use} is used no more: take it out of folders.txt");
        Says(from folder in table.Folders.Except(Today.ProjectOf.Keys)
             select $"{folder} has no types: take its row out of folders.txt");
    }

    [Fact]
    public void Table_is_in_order()
    {
        string text = File.ReadAllText(TableFile);

        Assert.Equal(FolderTable.Parse(text).ToString(), text[Comments(text).Length..]);
    }

    [Fact]
    public void No_circle_but_those_listed()
    {
        FolderGraph rest = Inside.Without(Listed().SelectMany(circle => circle.ToGo).ToHashSet().Contains);

        Says(from circle in rest.Circles()
             let way = rest.ShortestWayAround(circle)
             select $"{circle.Count} folders in a circle: {string.Join(", ", circle)}. One way around:"
                 + string.Concat(way.Select(use => $"\n    {use}: {Example(rest, use)}")));
    }

    [Fact]
    public void Listed_circles_have_the_folders_that_are_listed()
    {
        string[] now = [.. Inside.Circles().Select(circle => string.Join('\n', circle))];
        string[] listed = [.. Listed().Select(circle => string.Join('\n', circle.Folders))];

        Says(from circle in listed.Except(now) select $"circles.txt lists what is no circle now:\n{circle}\n");
        Says(from circle in now.Except(listed) select $"circles.txt does not have this circle:\n{circle}\n");
    }

    [Fact]
    public void What_is_listed_to_go_still_closes_a_circle()
    {
        FolderUse[] toGo = [.. Listed().SelectMany(circle => circle.ToGo)];
        FolderGraph rest = Inside.Without(toGo.Contains);

        Says(from use in toGo
             where !Inside.Has(use) || rest.WayBack(use).Count == 0
             select $"{use} {(Inside.Has(use) ? "closes no circle" : "is gone")}: take it out of circles.txt");
    }

    private static void RecordIfAsked()
    {
        if (Environment.GetEnvironmentVariable("SOCKEYE_RECORD") != "1")
            return;

        string comments = Comments(File.ReadAllText(TableFile));
        File.WriteAllText(TableFile, comments + FolderTable.Of(Today.ProjectOf.Keys, Today.Graph.Uses));
        Assert.Fail("folders.txt is written anew: look at the difference before it is committed");
    }

    private static IReadOnlyList<Circle> Listed() => CircleList.Parse(File.ReadAllText(CirclesFile));

    // The lines at the beginning that are for readers.
    private static string Comments(string text) =>
        string.Concat(text.Split('\n').TakeWhile(line => line.StartsWith('#')).Select(line => line + "\n"));

    private static string Example(FolderGraph graph, FolderUse use) =>
        $"{graph.ExampleOf(use)}, and {graph.WeightOf(use) - 1} more";

    private static string FileBeside(string name) =>
        Path.Combine(House.Root, "tests", "Sockeye.Tests", "Layering", name);

    private static void Says(IEnumerable<string> wrong)
    {
        string all = string.Join('\n', wrong);
        Assert.True(all.Length == 0, all);
    }
}
