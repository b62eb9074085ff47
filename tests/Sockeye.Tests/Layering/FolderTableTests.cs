namespace Sockeye.Tests.Layering;

public sealed class FolderTableTests
{
    [Fact]
    public void Row_goes_on_in_a_line_that_begins_with_a_space()
    {
        var table = FolderTable.Parse("# told to readers\n\nA ->\nB -> A, C,\n    D\n");

        Assert.Equal(["A", "B"], table.Folders);
        Assert.Equal([new("B", "A"), new("B", "C"), new("B", "D")], table.Uses);
    }

    [Theory]
    [InlineData("A B")]
    [InlineData("    A")]
    [InlineData("A -> B\nA -> C")]
    public void Text_that_is_no_table_is_refused(string text) =>
        Assert.Throws<FormatException>(() => FolderTable.Parse(text));

    [Fact]
    public void Long_rows_are_written_in_lines_that_fit_and_read_as_they_were()
    {
        string[] folders = [.. Enumerable.Range(10, 50).Select(number => $"Sockeye.Folder{number}")];
        FolderUse[] uses = [.. folders.Skip(1).Select(folder => new FolderUse(folders[0], folder))];

        string text = FolderTable.Of(folders, uses).ToString();

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        Assert.Equal(uses, FolderTable.Parse(text).Uses);
        Assert.Equal(folders, FolderTable.Parse(text).Folders);
    }
}
