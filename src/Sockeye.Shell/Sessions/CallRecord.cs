using Sockeye.Shell.Values;

namespace Sockeye.Shell.Sessions;

/// <summary>A call that was made: what the tutorial looks at.</summary>
/// <param name="Name">The call.</param>
/// <param name="Arguments">Their values.</param>
/// <param name="Result">What it returned; nothing when it failed.</param>
/// <param name="Errno">0 when it succeeded.</param>
internal sealed record CallRecord(string Name, IReadOnlyList<Value> Arguments, Value Result, int Errno)
{
    /// <summary>The socket it was made on; null when it needs none.</summary>
    public ShellSocket? Socket => Arguments is [SocketValue first, ..] ? first.Socket : null;
}
