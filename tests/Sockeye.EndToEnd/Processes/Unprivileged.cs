namespace Sockeye.EndToEnd.Processes;

/// <summary>Becoming nobody: root alone can.</summary>
internal static class Unprivileged
{
    /// <summary>What to write before a command line.</summary>
    public static string[] Words => [Peer.Find(Peer.Setpriv), "--reuid=65534", "--regid=65534", "--clear-groups"];
}
