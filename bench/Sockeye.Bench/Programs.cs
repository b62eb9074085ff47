namespace Sockeye.Bench;

/// <summary>Where our own programs were built to. Foreign peers are found on the path.</summary>
/// <param name="Sockeye">The published command.</param>
/// <param name="Empty">The published empty program.</param>
/// <param name="Peers">The directory of the C programs.</param>
/// <param name="Kestrel">The published static files of ASP.NET Core.</param>
/// <param name="Vsftpd">The FTP server, which is not installed but unpacked.</param>
internal sealed record Programs(string Sockeye, string Empty, string Peers, string Kestrel, string Vsftpd)
{
    public string Peer(string name) => Path.Combine(Peers, name);
}
