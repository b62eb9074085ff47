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
