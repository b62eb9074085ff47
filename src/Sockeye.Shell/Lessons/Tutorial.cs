using System.Globalization;
using System.Text;
using Sockeye.Shell.Sessions;

namespace Sockeye.Shell.Lessons;

/// <summary>Leads through the steps: looks after each line whether the step is done, and goes on by itself.</summary>
internal sealed class Tutorial
{
    private const int MaxCalls = 1_000; // that are remembered; ten steps need thirty

    private readonly ShellSession _session;
    private readonly Action<string> _say;
    private readonly Lock _lock = new();
    private readonly List<CallRecord> _calls = [];
    private readonly bool[] _passed = new bool[TutorialSteps.All.Count];
    private int _at;

    /// <param name="session">Whose calls it looks at.</param>
    /// <param name="say">Shows text.</param>
    public Tutorial(ShellSession session, Action<string> say)
    {
        (_session, _say) = (session, say);
        session.Called = Remember;
    }

    /// <summary>Whether every step was passed; one that was skipped was not.</summary>
    public bool IsPassed => _passed.All(passed => passed);

    /// <summary>Says what this is, and the first step.</summary>
    public void Begin()
    {
        _say("""
            Ten steps from a socket to its errors, over real sockets of this machine. What
            counts is what your calls do, not how you write them. hint helps, skip goes on,
            steps lists them, help(connect) explains a call, exit leaves.
            """);
        SayStep();
    }

    /// <summary>A line ended: is the step done?</summary>
    public void After(ShellOutcome outcome)
    {
        lock (_lock)
        {
            int before = _at;
            while (Current is { } step && step.Check(new TutorialProgress(_session.Sockets, [.. _calls])))
            {
                _passed[_at] = true;
                _say($"\n✓ {step.Title}");
                GoOn();
            }

            bool isPurpose = Current is { FailsOnPurpose: true } && outcome.Mistake is null;
            if (_at == before && outcome.IsFailed && !isPurpose)
                SayHint();
        }
    }

    /// <summary>Takes a word of the tutorial: <c>skip</c>, <c>hint</c>, <c>steps</c>.</summary>
    /// <returns>Whether it was one.</returns>
    public bool Take(string word)
    {
        lock (_lock)
        {
            switch (word)
            {
                case "skip": Skip(); return true;
                case "hint": SayHint(); return true;
                case "steps": _say(List()); return true;
                default: return false;
            }
        }
    }

    private void Remember(CallRecord call)
    {
        lock (_lock)
        {
            if (_calls.Count == MaxCalls)
                _calls.RemoveAt(0);
            _calls.Add(call);
        }
    }

    private void Skip()
    {
        if (_at < TutorialSteps.All.Count)
            GoOn();
    }

    private void GoOn()
    {
        _at++;
        if (_at < TutorialSteps.All.Count)
            SayStep();
        else
            _say(IsPassed
                ? "\nThat was the last step: you have done what every network program does.\nexit leaves."
                : "\nThat was the last step. Some were skipped: steps lists them.");
    }

    private void SayStep()
    {
        TutorialStep step = TutorialSteps.All[_at];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\nStep {_at + 1} of {TutorialSteps.All.Count}: {step.Title}\n");
        text.Append(step.Text).Append('\n');
        foreach (string line in step.Suggestion)
            text.Append(CultureInfo.InvariantCulture, $"    {line}\n");
        _say(text.ToString().TrimEnd());
    }

    private void SayHint()
    {
        if (Current is { } step)
            _say($"hint: {step.Hint}");
    }

    private string List() => string.Join("\n", TutorialSteps.All.Select((step, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{MarkOf(i)} {i + 1,2} {step.Title}")));

    private TutorialStep? Current => _at < TutorialSteps.All.Count ? TutorialSteps.All[_at] : null;

    private char MarkOf(int step) => _passed[step] ? '✓' : step == _at ? '>' : ' ';
}
