namespace Sockeye.Protocols.Ftp;

#pragma warning disable CS1591 // the members are the verbs of the RFCs named beside them

/// <summary>The first word of a command. On the wire it has upper or lower case letters.</summary>
public enum FtpVerb
{
    /// <summary>No command that we know.</summary>
    Unknown,

    /// <summary>A line that is no text: not UTF-8, or with control characters.</summary>
    Malformed,

    /// <summary>Not of FTP: how a browser begins what a page makes it send (HTTP).</summary>
    Post,

    // RFC 959
    Abor, Acct, Allo, Appe, Cdup, Cwd, Dele, Help, List, Mkd, Mode, Nlst, Noop, Pass, Pasv, Port, Pwd, Quit, Rein,
    Rest, Retr, Rmd, Rnfr, Rnto, Site, Smnt, Stat, Stor, Stou, Stru, Syst, Type, User,

    // RFC 775, kept alive by RFC 1123 §4.1.3.1
    Xcup, Xcwd, Xmkd, Xpwd, Xrmd,

    // RFC 2228, RFC 4217
    Auth, Ccc, Pbsz, Prot,

    /// <summary>SHA-256 of a file, before there was HASH. Only asked for.</summary>
    Xsha256,

    // RFC 2389, RFC 2428, RFC 3659
    Feat, Opts, Eprt, Epsv, Mdtm, Mlsd, Mlst, Size,

    // draft-somers-ftp-mfxx, draft-bryan-ftpext-hash, draft-bryan-ftp-range; CLNT is custom
    Clnt, Hash, Mfmt, Rang,
}
