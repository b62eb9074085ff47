namespace Sockeye.Shell.Lessons;

/// <summary>A step of the tutorial.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What to understand, in a few lines.</param>
/// <param name="Suggestion">Lines that pass it; others do as well.</param>
/// <param name="Hint">What to look at when it does not go on.</param>
/// <param name="Check">Whether it is done: asked of the sockets and of the calls that were made.</param>
internal sealed record TutorialStep(
    string Title, string Text, IReadOnlyList<string> Suggestion, string Hint, Func<TutorialProgress, bool> Check)
{
    /// <summary>A call that fails is what the step is about, and needs no hint.</summary>
    public bool FailsOnPurpose { get; init; }
}
