using Sockeye.Files.Access;

namespace Sockeye.Cli.Commands.Share;

/// <summary>The accounts of a share without a file of users: who does not log in, and who knows the password.</summary>
internal static class ShareAccounts
{
    /// <summary>The accounts, and what each may do everywhere.</summary>
    /// <param name="access">Who may do what.</param>
    /// <param name="password">The password of this run; null when nobody has to log in.</param>
    public static FixedAccounts Of(ShareAccess access, SharePassword? password)
    {
        Rights everybody = RightsOf(access, AllowedTo.Everybody);
        var accounts = new List<Account>();
        if (everybody != Rights.None)
            accounts.Add(new Account(Account.Anonymous, Password: null, PathRights.Everywhere(everybody)));
        if (password is not null)
            accounts.Add(password.Account(PathRights.Everywhere(RightsOf(access, AllowedTo.Login))));
        return new FixedAccounts(accounts);
    }

    // Whoever logs in may what everybody may. Who may not read the names cannot replace what has one.
    private static Rights RightsOf(ShareAccess access, AllowedTo who)
    {
        bool mayRead = access.Read >= who;
        Rights reading = mayRead ? Rights.ReadOnly : Rights.None;
        Rights writing = mayRead ? Rights.All : Rights.Write;
        return access.Write >= who ? reading | writing : reading;
    }
}
