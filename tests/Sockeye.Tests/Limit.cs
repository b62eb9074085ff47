namespace Sockeye.Tests;

/// <summary>
/// The safety net of tests on real sockets: a wait that never ends fails. Nothing takes nearly as long.
/// </summary>
internal static class Limit
{
    public const int Milliseconds = 10_000;
}
