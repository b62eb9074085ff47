using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Files.Ftp;

/// <summary>Something of the service's own that was not done, and why.</summary>
internal sealed class FtpRefusedException(FtpRefusal refusal, string message) : Exception(message)
{
    private const string CutOff = "cut-off";

    public FtpRefusal Refusal { get; } = refusal;

    /// <summary>What a client is told of what was thrown; null when nobody foresaw it.</summary>
    public static FtpRefusal? Meaning(Exception failure) => failure switch
    {
        FtpRefusedException own => own.Refusal,
        _ when FileFailure.Meaning(failure) is { } refusal => Of(refusal),
        OperationCanceledException => FtpRefusal.Aborted,
        EndOfStreamException => FtpRefusal.FileShrank,
        LocalFileException => FtpRefusal.Failed,
        IOException => FtpRefusal.DataBroken,
        _ => null,
    };

    /// <summary>The word of the access log for it.</summary>
    public static string WordOf(Exception failure) => failure switch
    {
        FtpRefusedException own => WordOf(own.Refusal),
        EndOfStreamException => CutOff,
        _ => FailureWords.Of(failure) ?? CutOff,
    };

    private static FtpRefusal Of(FileRefusal refusal) => refusal switch
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

    private static string WordOf(FtpRefusal refusal) => refusal switch
    {
        FtpRefusal.NoDataConnection => "no-data-connection",
        FtpRefusal.DataNotSecured => "tls-failed",
        FtpRefusal.TlsNotReused => "tls-not-reused",
        FtpRefusal.Full => "full",
        FtpRefusal.DataBroken or FtpRefusal.FileShrank or FtpRefusal.Aborted => CutOff,
        _ => "failed",
    };
}
