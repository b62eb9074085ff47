namespace Sockeye.Tests.Layering;

public sealed class FolderGraphTests
{
    [Fact]
    public void Ways_that_only_go_down_make_no_circle() => Assert.Empty(Graph("A-B", "A-C", "B-D", "C-D").Circles());

    [Fact]
    public void Folder_that_uses_itself_is_no_use()
    {
        FolderGraph graph = Graph("A-A");

        Assert.Empty(graph.Uses);
        Assert.Empty(graph.Circles());
    }

    [Fact]
    public void Two_that_use_each_other_are_a_circle() => Assert.Equal(["A B"], Circles("A-B", "B-A"));

    [Fact]
    public void Above_and_below_a_circle_is_outside_of_it() =>
        Assert.Equal(["B C D"], Circles("A-B", "B-C", "C-D", "D-B", "D-E"));

    [Fact]
    public void Circles_that_share_a_folder_are_one() => Assert.Equal(["A B C"], Circles("A-B", "B-A", "B-C", "C-B"));

    [Fact]
    public void Circle_that_uses_another_stays_apart() =>
        Assert.Equal(["A B", "C D"], Circles("D-C", "C-D", "A-B", "B-A", "B-C"));

    [Fact]
    public void Without_what_closes_it_a_circle_is_open()
    {
        FolderGraph graph = Graph("A-B", "B-C", "C-A");

        Assert.Empty(graph.Without(use => use == Use("C-A")).Circles());
    }

    [Fact]
    public void Way_back_is_the_shortest()
    {
        FolderGraph graph = Graph("A-B", "B-C", "C-D", "D-A", "C-A");

        Assert.Equal([Use("B-C"), Use("C-A")], graph.WayBack(Use("A-B")));
    }

    [Fact]
    public void Use_that_closes_no_circle_has_no_way_back()
    {
        Assert.Empty(Graph("A-B", "B-C", "C-D").WayBack(Use("A-B")));
        Assert.Empty(Graph("A-B", "B-C", "C-B").WayBack(Use("A-B")));
    }

    [Fact]
    public void Way_around_is_the_shortest_of_the_circle()
    {
        FolderGraph graph = Graph("A-B", "B-C", "C-A", "C-D", "D-C");

        Assert.Equal([Use("C-D"), Use("D-C")], graph.ShortestWayAround(graph.Circles()[0]));
    }

    [Fact]
    public void Pairs_of_types_are_counted_once_and_the_first_by_name_is_shown()
    {
        var graph = new FolderGraph();
        graph.Add(Use("A-B"), "A.Z uses B.Y");
        graph.Add(Use("A-B"), "A.X uses B.Y");
        graph.Add(Use("A-B"), "A.X uses B.Y");

        Assert.Equal(2, graph.WeightOf(Use("A-B")));
        Assert.Equal("A.X uses B.Y", graph.ExampleOf(Use("A-B")));
    }

    private static IEnumerable<string> Circles(params string[] uses) =>
        Graph(uses).Circles().Select(circle => string.Join(' ', circle));

    private static FolderGraph Graph(params string[] uses)
    {
        var graph = new FolderGraph();
        foreach (string use in uses)
            graph.Add(Use(use), use);
        return graph;
    }

    private static FolderUse Use(string text) => new(text.Split('-')[0], text.Split('-')[1]);
}
