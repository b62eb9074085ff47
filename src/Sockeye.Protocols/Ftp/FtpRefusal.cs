namespace Sockeye.Protocols.Ftp;

/// <summary>Why what a session wanted was not done. Each has one reply, whatever the reason behind it.</summary>
public enum FtpRefusal
{
    /// <summary>There is no such file or directory, or it may not be seen.</summary>
    NotFound,

    /// <summary>It is not allowed.</summary>
    NotAllowed,

    /// <summary>No file can have that name.</summary>
    BadName,

    /// <summary>The file has no such part.</summary>
    BadRange,

    /// <summary>The name is taken.</summary>
    Exists,

    /// <summary>The directory is not empty.</summary>
    NotEmpty,

    /// <summary>It is longer than the limit.</summary>
    TooLarge,

    /// <summary>The disk or the quota is full.</summary>
    Full,

    /// <summary>It is in use, or the system is short of something for the moment.</summary>
    Busy,

    /// <summary>A fault of ours.</summary>
    Failed,

    /// <summary>User or password are wrong: the same for both (RFC 2577 §4).</summary>
    WrongLogin,

    /// <summary>Too many logins failed: nobody is asked any more.</summary>
    TooManyLogins,

    /// <summary>There is no data connection: it could not be opened, or nobody came.</summary>
    NoDataConnection,

    /// <summary>TLS failed on the data connection.</summary>
    DataNotSecured,

    /// <summary>The data connection does not go on from the TLS session of the control connection.</summary>
    TlsNotReused,

    /// <summary>The data connection broke, or stood still.</summary>
    DataBroken,

    /// <summary>The file became shorter while it was sent.</summary>
    FileShrank,

    /// <summary>ABOR broke it off.</summary>
    Aborted,
}

/// <summary>What a client is told of a refusal.</summary>
internal static class FtpRefusals
{
    public static FtpReply ReplyTo(FtpRefusal refusal) => refusal switch
    {
        FtpRefusal.NotFound => new(550, "There is no such file or directory."),
        FtpRefusal.NotAllowed => new(550, "That is not allowed."),
        FtpRefusal.BadName => new(553, "No file can have that name."),
        FtpRefusal.BadRange => new(554, "The file has no such part."), // RFC 3659 §5.3
        FtpRefusal.Exists => new(550, "The name is taken."),
        FtpRefusal.NotEmpty => new(550, "The directory is not empty."),
        FtpRefusal.TooLarge => new(552, "That is too large."),
        FtpRefusal.Full => new(452, "There is no room left."),
        FtpRefusal.Busy => new(450, "It is in use; try again later."),
        FtpRefusal.WrongLogin => new(530, "User or password are wrong."),
        FtpRefusal.TooManyLogins => new(421, "Too many failed logins."),
        FtpRefusal.NoDataConnection => new(425, "There is no data connection."),
        FtpRefusal.DataNotSecured => new(425, "TLS failed on the data connection."),
        FtpRefusal.TlsNotReused => new(522, "The data connection must go on from the TLS session of this one."),
        FtpRefusal.DataBroken => new(426, "The data connection broke."),
        FtpRefusal.Aborted => new(426, "The transfer was broken off."),
        FtpRefusal.FileShrank => new(451, "The file became shorter while it was sent; try again."),
        _ => new(451, "A fault of the server."),
    };
}
