namespace Sockeye.Tests.Layering;

public sealed class CircleListTests
{
    [Fact]
    public void Circles_end_at_an_empty_line()
    {
        IReadOnlyList<Circle> circles = CircleList.Parse("# to readers\n\nB\nA\n    without A -> B\n\n\nC\nD\n");

        Assert.Equal(2, circles.Count);
        Assert.Equal(["A", "B"], circles[0].Folders);
        Assert.Equal([new FolderUse("A", "B")], circles[0].ToGo);
        Assert.Equal(["C", "D"], circles[1].Folders);
        Assert.Empty(circles[1].ToGo);
    }

    [Fact]
    public void Empty_list_has_no_circle() => Assert.Empty(CircleList.Parse("# all gone\n"));

    [Fact]
    public void What_is_to_go_is_a_pair_of_folders() =>
        Assert.Throws<FormatException>(() => CircleList.Parse("A\nB\n    without A\n"));
}
