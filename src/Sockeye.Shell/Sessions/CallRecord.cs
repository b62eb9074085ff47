using System.Globalization;
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

/// <summary>Which direction of a socket a call uses: two that share one wait for one another in a script.</summary>
[Flags]
internal enum CallDirection
{
    /// <summary>Neither: it never waits.</summary>
    None = 0,

    /// <summary>What comes in: data, connections.</summary>
    In = 1,

    /// <summary>What goes out.</summary>
    Out = 2,

    /// <summary>Both: a socket that connects can do nothing else.</summary>
    Both = In | Out,
}

/// <summary>How a call failed: what the system said, and why that usually happens.</summary>
/// <param name="Call">The call by its name.</param>
/// <param name="Number">errno.</param>
/// <param name="Name">ECONNREFUSED.</param>
/// <param name="Message">One line: what it means, and the usual cause.</param>
internal sealed record CallFailure(string Call, int Number, string Name, string Message)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Name}: {Message}");
}
