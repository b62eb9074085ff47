namespace Sockeye.EndToEnd.Processes;

/// <summary>
/// Of tests whose subject cannot depend on what sockets wait by: names, rights, logs, terminals, and ping, which has its
/// own. The second run of all tests, with the sockets of the runtime (<c>.ci/run</c>), leaves them out.
/// </summary>
internal static class AnySockets
{
    public const string Name = "Sockets";
    public const string Value = "any";
}
