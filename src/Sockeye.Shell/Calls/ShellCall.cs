using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Calls;

/// <summary>A call of the shell.</summary>
/// <param name="Usage">How it is written: <c>listen(s, backlog)</c>.</param>
/// <param name="Least">How many arguments it needs.</param>
/// <param name="Help">What it does, in a few lines.</param>
/// <param name="Run">Does it.</param>
internal sealed record ShellCall(
    string Usage, int Least, string Help, Func<CallArguments, CancellationToken, ValueTask<Value>> Run)
{
    public string Name { get; } = Usage[..Usage.IndexOf('(', StringComparison.Ordinal)];

    /// <summary>How many arguments it takes.</summary>
    public int Most { get; init; } =
        Usage.EndsWith("()", StringComparison.Ordinal) ? 0 : Usage.Count(c => c == ',') + 1;

    /// <summary>Which direction of its socket it uses.</summary>
    public CallDirection Direction { get; init; }

    /// <summary>Whether it is of the socket API, and not of the shell.</summary>
    public bool IsOfTheApi { get; init; } = true;
}
