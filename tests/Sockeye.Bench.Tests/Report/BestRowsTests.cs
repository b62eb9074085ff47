using System.Xml.Linq;
using Sockeye.Bench.Report;
using Sockeye.Testing;

namespace Sockeye.Bench.Tests.Report;

/// <summary>The bars of README.</summary>
public sealed class BestRowsTests
{
    private const string Report = """
        | work | against | target | measured | met? | ours | theirs |
        |---|---|---|---|---|---|---|
        | one `thing` | a | ≥ 1.0 × | **2.00 ×** | yes | 1 s | 2 s |
        | …its CPU time | a | ≤ 1.0 × | **9.00 ×** | no | 1 s | 2 s |
        | memory | – | ≤ 6.0 KiB | **3.48 KiB** | yes | 1 | – |
        | traced | without | ≥ 0.9 × | **8.00 ×** | yes | 1 | 2 |
        | three & more | b | ≥ 1.0 × | **0.50 ×** | no | 1 | 2 |
        | …there | c | ≥ 1.0 × | **18.25 ×** | yes | 1 | 2 |
        | failed | | | | **failed** | why | |
        """;

    [Fact]
    public void Ratios_that_should_be_large_are_drawn_the_largest_first()
    {
        string[] texts = [.. XDocument.Parse(BestRows.Draw(Report)).Descendants()
            .Where(element => element.Name.LocalName == "text").Select(element => element.Value).Skip(2)];

        Assert.Equal(["three & more, there against c", "18.25 ×", "one thing against a", "2.00 ×", "three & more against b", "0.50 ×"], texts);
    }

    [Fact]
    public void Picture_in_the_repository_is_that_of_the_results()
    {
        string bench = Path.Combine(Repository.Root, "bench");
        string expected = BestRows.Draw(File.ReadAllText(Path.Combine(bench, "RESULTS.md")));
        if (Environment.GetEnvironmentVariable("SOCKEYE_RECORD") is not null)
            File.WriteAllText(Path.Combine(bench, "plots", BestRows.FileName), expected);

        Assert.Equal(expected, File.ReadAllText(Path.Combine(bench, "plots", BestRows.FileName)));
    }
}
