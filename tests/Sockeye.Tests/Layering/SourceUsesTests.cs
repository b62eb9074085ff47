namespace Sockeye.Tests.Layering;

public sealed class SourceUsesTests
{
    private static readonly SourceUses Sources = new(
    [
        new("Sockeye.Serving", "Limits"),
        new("Sockeye.Serving.Proxies", "Proxy"),
        new("Sockeye.Files.Storage", "FileName"),
        new("Sockeye.Files.Storage", "Limits"),
    ]);

    [Theory]
    [InlineData("using Sockeye.Files.Storage;", "Sockeye.Files.Storage")]
    [InlineData("using static Sockeye.Files.Storage.FileName;", "Sockeye.Files.Storage")]
    [InlineData("using Name = Sockeye.Files.Storage.FileName;", "Sockeye.Files.Storage")]
    [InlineData("    int bytes = Files.Storage.FileName.MaxBytes;", "Sockeye.Files.Storage")] // from a folder around
    [InlineData("    int bytes = Limits.MaxBytes;", "Sockeye.Serving")] // the nearest of that name
    [InlineData("    int bytes = Sockeye.Files.Storage.Limits.MaxBytes;", "Sockeye.Files.Storage")]
    public void Names_of_other_folders_are_found(string line, string folder) =>
        Assert.Equal([folder], Sources.In("Sockeye.Serving.Proxies", line).Select(use => use.Used));

    [Theory]
    [InlineData("namespace Sockeye.Serving.Proxies;")]
    [InlineData("using System.Text;")]
    [InlineData("/// <see cref=\"Limits.MaxBytes\"/>")]
    [InlineData("    wait(); // as Limits.MaxBytes says")]
    [InlineData("    int bytes = Proxy.MaxBytes;")] // its own
    [InlineData("    int bytes = FileName.MaxBytes;")] // would need a using, which counts
    [InlineData("    int bytes = peer.Limits.MaxBytes;")] // a property
    public void Other_names_are_none(string line) => Assert.Empty(Sources.In("Sockeye.Serving.Proxies", line));
}
