using Sockeye.Tests.Layering;

namespace Sockeye.Tests;

/// <summary>The programs of docs/library.md are those of examples/, which are compiled.</summary>
public sealed class LibraryGuideTests
{
    private const string Begin = "```csharp\n";

    [Fact]
    public void Programs_of_the_guide_are_examples()
    {
        string guide = File.ReadAllText(Path.Combine(House.Root, "docs", "library.md"));
        string[] programs = [.. guide.Split(Begin).Skip(1).Select(rest => rest.Split("\n```")[0])];
        string[] examples = [.. Directory.GetFiles(Path.Combine(House.Root, "examples"), "*.cs").Select(File.ReadAllText)];

        Assert.NotEmpty(programs);
        Assert.All(programs, program => Assert.Contains(examples, example => example.Contains(program, StringComparison.Ordinal)));
    }
}
