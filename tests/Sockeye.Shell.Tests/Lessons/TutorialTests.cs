using Sockeye.Shell.Lessons;
using Sockeye.Shell.Sessions;

namespace Sockeye.Shell.Tests.Lessons;

public sealed class TutorialTests : IDisposable
{
    private readonly ShellBench _bench = new();
    private readonly List<string> _said = [];
    private readonly Tutorial _tutorial;

    public TutorialTests() => _tutorial = new Tutorial(_bench.Session, _said.Add);

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, TutorialSteps.All.Count)];

    [Fact]
    public void There_are_ten_steps_with_lines_that_fit_a_terminal()
    {
        Assert.Equal(10, TutorialSteps.All.Count);
        Assert.All(TutorialSteps.All, step => Assert.All(step.Text.Split('\n'), line => Assert.InRange(line.Length, 1, 79)));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Step_passes_with_what_it_suggests_and_not_without(int number)
    {
        for (int before = 0; before < number; before++)
            await FollowAsync(TutorialSteps.All[before]);
        TutorialStep step = TutorialSteps.All[number];
        Assert.DoesNotContain($"\n✓ {step.Title}", _said);

        await FollowAsync(step);

        Assert.Contains($"\n✓ {step.Title}", _said);
        Assert.Equal(number == TutorialSteps.All.Count - 1, _tutorial.IsPassed);
    }

    [Theory]
    [InlineData("x = socket(INET6, STREAM, TCP)")] // another name and family
    [InlineData("socket(INET, STREAM)")]
    public async Task What_was_done_counts_and_not_how_it_was_written(string line)
    {
        await TypeAsync(line);

        Assert.Contains("\n✓ a socket", _said);
    }

    [Theory]
    [InlineData("s = socket(INET, DGRAM)"), InlineData("s = socket(UNIX, STREAM)"), InlineData("print(1)")]
    public async Task Something_else_does_not_count(string line)
    {
        await TypeAsync(line);

        Assert.Empty(_said);
    }

    [Fact]
    public async Task Message_boundaries_are_passed_by_a_small_receive_too()
    {
        for (int before = 0; before < 6; before++)
            await FollowAsync(TutorialSteps.All[before]);

        await TypeAsync("send(c, \"abcdef\")");
        Assert.DoesNotContain("\n✓ a stream has no messages", _said);
        await TypeAsync("recv(a, 2)");

        Assert.Contains("\n✓ a stream has no messages", _said);
    }

    [Fact]
    public async Task Mistake_gives_a_hint_but_not_where_errors_are_the_lesson()
    {
        await TypeAsync("s = socket(INETT, STREAM)");
        Assert.Single(_said, text => text.StartsWith("hint: ", StringComparison.Ordinal));
        _said.Clear();

        for (int i = 0; i < 9; i++)
            _tutorial.Take("skip");
        await TypeAsync("e = socket(INET, STREAM)");
        await TypeAsync("connect(e, 127.0.0.1:1)");
        Assert.DoesNotContain(_said, text => text.StartsWith("hint: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Skipped_steps_are_not_passed()
    {
        for (int i = 0; i < 12; i++)
            Assert.True(_tutorial.Take("skip"));

        Assert.False(_tutorial.IsPassed);
        Assert.Contains("Some were skipped", _said[^1], StringComparison.Ordinal);
        Assert.True(_tutorial.Take("steps"));
        Assert.Contains(" 1 a socket", _said[^1], StringComparison.Ordinal);
        Assert.False(_tutorial.Take("listen"));
    }

    public void Dispose() => _bench.Dispose();

    private async Task FollowAsync(TutorialStep step)
    {
        foreach (string line in step.Suggestion)
            await TypeAsync(line);
    }

    private async Task TypeAsync(string line)
    {
        ShellOutcome outcome = await _bench.RunAsync(line);
        _tutorial.After(outcome);
    }
}
