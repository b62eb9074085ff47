using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Ftp;

/// <summary>
/// The sum in a server's reply to HASH or XSHA256, wherever it stands: servers differ in what is around it.
/// </summary>
public static class FtpHashReply
{
    /// <summary>Looks for a SHA-256 in a reply; null when there is none.</summary>
    public static Sha256Sum? Parse(FtpReply reply)
    {
        foreach (string word in reply.Lines.SelectMany(line => line.Split(' ')))
        {
            if (Sha256Sum.TryParse(word.ToLowerInvariant(), out Sha256Sum sum))
                return sum;
        }

        return null;
    }
}
