using Sockeye.Files.Storage;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>Something of the service's own that was not done, and why.</summary>
internal sealed class FtpRefusedException(FtpRefusal refusal, string message) : Exception(message)
{
    public FtpRefusal Refusal { get; } = refusal;

    /// <summary>What the storage refused, in the protocol's terms.</summary>
    public static FtpRefusal Of(FileRefusal refusal) => refusal switch
    {
        FileRefusal.NotFound => FtpRefusal.NotFound,
        FileRefusal.NotAllowed => FtpRefusal.NotAllowed,
        FileRefusal.Exists => FtpRefusal.Exists,
        FileRefusal.BadName => FtpRefusal.BadName,
        FileRefusal.BadRange => FtpRefusal.BadRange,
        FileRefusal.TooLarge => FtpRefusal.TooLarge,
        FileRefusal.Full => FtpRefusal.Full,
        FileRefusal.Busy => FtpRefusal.Busy,
        _ => FtpRefusal.Failed,
    };

    /// <summary>The word of the access log.</summary>
    public static string WordOf(FtpRefusal refusal) => refusal switch
    {
        FtpRefusal.NoDataConnection => "no-data-connection",
        FtpRefusal.DataNotSecured => "tls-failed",
        FtpRefusal.TlsNotReused => "tls-not-reused",
        FtpRefusal.Full => "full",
        FtpRefusal.DataBroken or FtpRefusal.FileShrank or FtpRefusal.Aborted => "cut-off",
        _ => "failed",
    };
}
