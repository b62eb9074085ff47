using Sockeye.Files.Storage;
using Sockeye.LocalFiles;

namespace Sockeye.Files.Access;

/// <summary>The words of the access log for what is refused, or fails.</summary>
public static class FailureWords
{
    /// <summary>What a disk of ours has done.</summary>
    private const string Failed = "failed";

    /// <summary>The word for what was thrown; null when it is the peer's doing, which is to be cut off.</summary>
    public static string? Of(Exception failure) => failure switch
    {
        _ when FileFailure.Meaning(failure) is { } refusal => Of(refusal),
        LocalFileException or EndOfStreamException => Failed,
        _ => null,
    };

    /// <summary>The word, in lower case with hyphens.</summary>
    public static string Of(FileRefusal refusal) => refusal switch
    {
        FileRefusal.NotFound => "not-found",
        FileRefusal.NotAllowed => "not-allowed",
        FileRefusal.Exists => "exists",
        FileRefusal.BadName => "bad-name",
        FileRefusal.BadRange => "bad-range",
        FileRefusal.TooLarge => "too-large",
        FileRefusal.WrongLength => "wrong-length",
        FileRefusal.Checksum => "checksum",
        FileRefusal.Full => "full",
        _ => "busy",
    };
}
