using Sockeye.Files.Storage;

namespace Sockeye.Files.Access;

/// <summary>Somebody who came in, with what the accounts allow them now, not when they came.</summary>
public sealed class Visitor
{
    private readonly IAccountSource _accounts;
    private readonly string? _password; // the hash that the visitor logged in with

    internal Visitor(Account account, IAccountSource accounts) =>
        (Name, _password, _accounts) = (account.Name, account.Password?.ToString(), accounts);

    /// <summary>The name of the account.</summary>
    public string Name { get; }

    /// <summary>Whether they did not log in.</summary>
    public bool IsAnonymous => Name == Account.Anonymous;

    /// <summary>Their rights by path; none when the account is gone, or has another password by now.</summary>
    public PathRights Rights => _accounts.Current.Find(Name) is { } now && now.Password?.ToString() == _password
        ? now.Rights
        : PathRights.Everywhere(Access.Rights.None);

    /// <summary>
    /// Whether all of <paramref name="rights"/> are allowed with a file or directory; null is the root.
    /// </summary>
    public bool May(Rights rights, FileName? path) => (Rights.For(path) & rights) == rights;
}
