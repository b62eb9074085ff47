namespace Sockeye.Protocols.Ftp;

/// <summary>How a listing is written.</summary>
public enum FtpListFormat
{
    /// <summary>As <c>ls -l</c> does: LIST.</summary>
    Unix,

    /// <summary>Names only: NLST.</summary>
    Names,

    /// <summary>Facts and names: MLSD.</summary>
    Facts,
}
