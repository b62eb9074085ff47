namespace Sockeye.Bench;

/// <summary>Where our own programs were built to. Foreign peers are found on the path.</summary>
/// <param name="Sockeye">The published command.</param>
/// <param name="Empty">The published empty program.</param>
/// <param name="Peers">The directory of the C programs.</param>
internal sealed record Programs(string Sockeye, string Empty, string Peers)
{
    public string Peer(string name) => Path.Combine(Peers, name);
}
