using System.Text.Json;
using Sockeye.Testing;

namespace Sockeye.Files.Http.Tests.Folders;

/// <summary>Paths that are shared side by side: they stay as they are, and what is below them may change.</summary>
public sealed class SideBySideTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public SideBySideTests()
    {
        _folder.AddDirectory("root/b/inner");
        _folder.AddFile("root/a.txt", "a"u8);
        _folder.AddFile("root/b/c.txt", "c"u8);
    }

    [Theory]
    [InlineData("/", false), InlineData("/b/", true)]
    public async Task Only_what_can_be_done_is_offered(string directory, bool isOffered)
    {
        await using FolderBench bench = await StartAsync();

        string page = await bench.Client.GetStringAsync(directory);
        using JsonDocument json = JsonDocument.Parse(await bench.Client.GetStringAsync(directory + "?json"));

        foreach (string offered in new[] { "id=\"upload\"", "id=\"folder\"", "data-rename", "data-delete", "class=\"list changing\"" })
            Assert.Equal(isOffered, page.Contains(offered, StringComparison.Ordinal));
        Assert.Equal(isOffered, json.RootElement.GetProperty("writable").GetBoolean());
    }

    public void Dispose() => _folder.Dispose();

    private Task<FolderBench> StartAsync() => FolderBench.StartAsync(
        new FolderBench.Setting { Existing = _folder, SideBySide = ["a.txt", "b"] });
}
