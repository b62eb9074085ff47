namespace Sockeye.Cli.Commands.Share;

/// <summary>Who may read a share, and who may change it.</summary>
/// <param name="Read">Who may list and read.</param>
/// <param name="Write">Who may add, replace and remove.</param>
internal sealed record ShareAccess(AllowedTo Read, AllowedTo Write)
{
    /// <summary>How it is written.</summary>
    public const string Example = "read=open,write=login";

    /// <summary>Whether somebody has to log in for something.</summary>
    public bool HasLogin => Read == AllowedTo.Login || Write == AllowedTo.Login;

    /// <summary>Reads <c>read=open,write=login</c>, in any order; who is not named is nobody.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <returns>Null when it is something else.</returns>
    public static ShareAccess? Parse(string text)
    {
        var access = new ShareAccess(AllowedTo.Nobody, AllowedTo.Nobody);
        var named = new HashSet<string>();
        foreach (string part in text.Split(','))
        {
            string[] sides = part.Split('=');
            if (sides is not [var what, var word] || !named.Add(what) || Who(word) is not { } who)
                return null;

            switch (what)
            {
                case "read":
                    access = access with { Read = who };
                    break;
                case "write":
                    access = access with { Write = who };
                    break;
                default:
                    return null;
            }
        }

        return access;
    }

    private static AllowedTo? Who(string word) => word switch
    {
        "open" => AllowedTo.Everybody,
        "login" => AllowedTo.Login,
        "none" => AllowedTo.Nobody,
        _ => null,
    };
}

/// <summary>Who may do something.</summary>
internal enum AllowedTo
{
    Nobody,

    /// <summary>Who knows the password of this run.</summary>
    Login,

    Everybody,
}
