using System.Runtime.Versioning;
using Sockeye.Cli.Commands.Shell;
using Sockeye.Cli.Console.Lines;
using Sockeye.Testing;

namespace Sockeye.Cli.Tests.Commands.Shell;

[UnsupportedOSPlatform("windows")]
public sealed class HistoryFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Lines_come_back_and_only_their_owner_may_read_them()
    {
        string path = _folder.At("state/sockeye/shell_history");
        var file = new HistoryFile(path);

        file.Append("one");
        file.Append(" ");
        file.Append("has\u001bcontrol");
        file.Append(new string('x', HistoryFile.MaxLineChars + 1));
        file.Append("two");

        Assert.Equal(["one", "two"], new HistoryFile(path).Load());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void File_that_was_open_to_others_is_not_any_more()
    {
        string path = _folder.AddFile("history", "old\n"u8);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        new HistoryFile(path).Append("new");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(["old", "new"], new HistoryFile(path).Load());
    }

    [Theory]
    [InlineData(2 * LineHistory.MaxLines, 2 * LineHistory.MaxLines), InlineData((2 * LineHistory.MaxLines) + 1, LineHistory.MaxLines)]
    public void File_is_bounded(int lines, int kept)
    {
        string path = _folder.At("history");
        File.WriteAllLines(path, Enumerable.Range(0, lines).Select(i => $"line {i}"));

        IReadOnlyList<string> loaded = new HistoryFile(path).Load();

        Assert.Equal(LineHistory.MaxLines, loaded.Count);
        Assert.Equal($"line {lines - 1}", loaded[^1]);
        Assert.Equal(kept, File.ReadLines(path).Count());
    }

    [Fact]
    public void File_that_is_a_link_stays_one_when_it_is_shortened()
    {
        string path = _folder.At("history");
        File.WriteAllLines(
            _folder.At("real"), Enumerable.Range(0, (2 * LineHistory.MaxLines) + 1).Select(i => $"line {i}"));
        File.CreateSymbolicLink(path, "real");

        new HistoryFile(path).Load();

        Assert.Equal("real", new FileInfo(path).LinkTarget);
        Assert.Equal(LineHistory.MaxLines, File.ReadLines(_folder.At("real")).Count());
    }

    [Fact]
    public void Where_nothing_can_be_kept_the_shell_works_without()
    {
        var nowhere = new HistoryFile("/dev/null/history");
        nowhere.Append("one");
        new HistoryFile(null).Append("one");

        Assert.Empty(nowhere.Load());
        Assert.Empty(new HistoryFile(null).Load());
    }

    [Theory]
    [InlineData("/state", "/home/u", "/state/sockeye/shell_history")]
    [InlineData("relative", "/home/u", "/home/u/.local/state/sockeye/shell_history")]
    [InlineData(null, "/home/u", "/home/u/.local/state/sockeye/shell_history")]
    [InlineData(null, null, null)]
    public void Place_is_that_of_the_XDG_specification(string? state, string? home, string? path) =>
        Assert.Equal(path, HistoryFile.DefaultPath(name => name == "HOME" ? home : state));

    public void Dispose() => _folder.Dispose();
}
