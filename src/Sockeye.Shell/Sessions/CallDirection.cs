namespace Sockeye.Shell.Sessions;

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
