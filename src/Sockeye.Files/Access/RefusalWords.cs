using Sockeye.Files.Storage;

namespace Sockeye.Files.Access;

/// <summary>The words of the access log for what the storage refuses.</summary>
public static class RefusalWords
{
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
