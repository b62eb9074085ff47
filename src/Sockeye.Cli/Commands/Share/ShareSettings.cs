namespace Sockeye.Cli.Commands.Share;

/// <summary>What our user wants of a share.</summary>
/// <param name="Host">Where to listen: a name, an address, or <c>*</c>; null is loopback.</param>
/// <param name="IsPlain">Whether it may be used without TLS from outside, and by TFTP.</param>
/// <param name="Access">Who may do what; null when a file of users says so.</param>
/// <param name="Downloads">After how many downloads it ends; null for no such end.</param>
/// <param name="Time">After which time it ends; null for no such end.</param>
internal sealed record ShareSettings(string? Host, bool IsPlain, ShareAccess? Access, int? Downloads, TimeSpan? Time)
{
    /// <summary>Whether other machines can reach it.</summary>
    public bool IsOutside => Host is { } host
        && host != "localhost"
        && !(System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address)
            && System.Net.IPAddress.IsLoopback(address));

    /// <summary>Whether streams are inside TLS.</summary>
    public bool IsSecured => IsOutside && !IsPlain;
}
