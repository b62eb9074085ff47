using Sockeye.Storage;

namespace Sockeye.Access;

/// <summary>Somebody who came in, with what the accounts allow them now, not when they came.</summary>
public sealed class Visitor
{
    private readonly IAccountSource _accounts;

    internal Visitor(string name, IAccountSource accounts) => (Name, _accounts) = (name, accounts);

    /// <summary>The name of the account.</summary>
    public string Name { get; }

    /// <summary>Whether they did not log in.</summary>
    public bool IsAnonymous => Name == Account.Anonymous;

    /// <summary>Their rights by path; none when the account is gone.</summary>
    public PathRights Rights => _accounts.Current.Find(Name)?.Rights ?? PathRights.Everywhere(Access.Rights.None);

    /// <summary>
    /// Whether all of <paramref name="rights"/> are allowed with a file or directory; null is the root.
    /// </summary>
    public bool May(Rights rights, FileName? path) => (Rights.For(path) & rights) == rights;
}
