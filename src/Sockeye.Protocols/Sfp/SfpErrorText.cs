namespace Sockeye.Protocols.Sfp;

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
