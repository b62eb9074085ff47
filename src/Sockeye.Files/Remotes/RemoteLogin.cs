namespace Sockeye.Files.Remotes;

/// <summary>Who logs in to a server, and with what.</summary>
internal sealed class RemoteLogin(string user, string password) // no record: it is not to be printed
{
    public string User => user;

    public string Password => password;
}
