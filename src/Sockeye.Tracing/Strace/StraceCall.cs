namespace Sockeye.Tracing.Strace;

/// <summary>A whole call as strace told it, its arguments taken apart.</summary>
/// <param name="Name">The system call.</param>
/// <param name="Arguments">Each as text.</param>
/// <param name="Result">What follows the equals sign.</param>
internal sealed record StraceCall(string Name, IReadOnlyList<string> Arguments, StraceResult Result)
{
    /// <summary>An argument; empty when there are not so many.</summary>
    public string Argument(int index) => index < Arguments.Count ? Arguments[index] : "";

    /// <summary>Arguments from one on, as they are, joined.</summary>
    public string ArgumentsFrom(int index) => string.Join(", ", Arguments.Skip(index));
}
