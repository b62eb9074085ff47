namespace Sockeye.Files.Remotes;

/// <summary>Who logs in to a host, by <c>.netrc</c>.</summary>
internal sealed class NetrcEntry(string login, string password) // no record: it is not to be printed
{
    public string Login => login;

    public string Password => password;
}
