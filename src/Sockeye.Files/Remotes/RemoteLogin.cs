namespace Sockeye.Files.Remotes;

/// <summary>Who logs in to a server, and with what.</summary>
/// <param name="user">The user's name.</param>
/// <param name="password">In the clear: SFP and HTTP servers want it inside TLS only.</param>
public sealed class RemoteLogin(string user, string password) // no record: it is not to be printed
{
    /// <summary>The user's name.</summary>
    public string User => user;

    /// <summary>In the clear; never part of a message.</summary>
    public string Password => password;
}
