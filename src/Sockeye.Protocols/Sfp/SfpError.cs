namespace Sockeye.Protocols.Sfp;

/// <summary>Why a server refuses; <c>ERR &lt;code&gt; &lt;fixed text&gt;</c> on the wire.</summary>
public enum SfpError
{
    /// <summary><c>not-found</c>: no such file or directory.</summary>
    NotFound,

    /// <summary><c>not-allowed</c>: not a regular file, no rights, or a server that takes no files.</summary>
    NotAllowed,

    /// <summary><c>login-needed</c>: this needs a login, or another one.</summary>
    LoginNeeded,

    /// <summary><c>exists</c>: the name is taken, or the directory is not empty.</summary>
    Exists,

    /// <summary><c>bad-name</c>: no file here can have that name.</summary>
    BadName,

    /// <summary><c>bad-request</c>: not a request, or a range that is not within the file.</summary>
    BadRequest,

    /// <summary><c>too-large</c>: the file or the listing is longer than the server's limit.</summary>
    TooLarge,

    /// <summary><c>checksum</c>: the bytes put do not match their SHA-256. Nothing was published.</summary>
    Checksum,

    /// <summary><c>full</c>: the server's disk has no room. Nothing was published.</summary>
    Full,

    /// <summary>
    /// <c>busy</c>: the server is short of something for the moment; the same request may succeed later.
    /// </summary>
    Busy,

    /// <summary><c>internal</c>: the server failed.</summary>
    Internal,
}

/// <summary>Error codes on the wire, and the fixed text a person reads after each.</summary>
internal static class SfpErrorText
{
    public static string Code(SfpError error) => error switch
    {
        SfpError.NotFound => "not-found",
        SfpError.NotAllowed => "not-allowed",
        SfpError.LoginNeeded => "login-needed",
        SfpError.Exists => "exists",
        SfpError.BadName => "bad-name",
        SfpError.BadRequest => "bad-request",
        SfpError.TooLarge => "too-large",
        SfpError.Checksum => "checksum",
        SfpError.Full => "full",
        SfpError.Busy => "busy",
        _ => "internal",
    };

    public static string Text(SfpError error) => error switch
    {
        SfpError.NotFound => "there is no such file",
        SfpError.NotAllowed => "this is not allowed",
        SfpError.LoginNeeded => "log in first: LOGIN name password",
        SfpError.Exists => "the name is taken, or the directory is not empty",
        SfpError.BadName => "no file here can have that name",
        SfpError.BadRequest => "this is not a request that can be answered",
        SfpError.TooLarge => "this is longer than the limit",
        SfpError.Checksum => "the bytes do not match their SHA-256",
        SfpError.Full => "there is no room left",
        SfpError.Busy => "try again later",
        _ => "the server failed",
    };

    public static bool TryParse(ReadOnlySpan<char> code, out SfpError error)
    {
        foreach (SfpError candidate in Enum.GetValues<SfpError>())
        {
            if (code.SequenceEqual(Code(candidate)))
            {
                error = candidate;
                return true;
            }
        }

        error = default;
        return false;
    }
}
