using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Sfp;

/// <summary>The line that answers a request.</summary>
/// <remarks>
/// <code>
/// OK length time sha256|-   then exactly length bytes      to GET, RANGE
/// LINES time                then lines up to "end"         to LIST, LISTALL
/// IS length time sha256|-   nothing follows                to STAT, SUM, SUMRANGE, and to a PUT or RESUME that is done
/// READY                     now send the file              to PUT
/// READY offset              now send it from there         to RESUME
/// DONE                      nothing follows                to DELETE, MKDIR, RMDIR, TOUCH, LOGIN
/// ERR code text             nothing follows                to anything
/// </code>
/// The time is RFC 3339 in UTC with seven digits of fraction.
/// </remarks>
public sealed record SfpAnswer
{
    private SfpAnswer(SfpAnswerKind kind) => Kind = kind;

    /// <summary>What the line is.</summary>
    public SfpAnswerKind Kind { get; }

    /// <summary>Bytes that follow, or the length of the file described; 0 for the other kinds.</summary>
    public long Length { get; private init; }

    /// <summary>When the file or directory last changed.</summary>
    public DateTimeOffset Modified { get; private init; }

    /// <summary>
    /// The SHA-256 of the bytes that follow or were asked about; null when the server does not know it.
    /// </summary>
    public Sha256Sum? Sum { get; private init; }

    /// <summary>Why it was refused; only of <see cref="SfpAnswerKind.Error"/>.</summary>
    public SfpError Error { get; private init; }

    /// <summary>The refusal in words, the same as on the wire: its code, and a text for people.</summary>
    public string ErrorText => $"{SfpErrorText.Code(Error)} {SfpErrorText.Text(Error)}";

    /// <summary>The file that was announced may be sent.</summary>
    public static SfpAnswer Ready { get; } = new(SfpAnswerKind.Ready);

    /// <summary>It was done.</summary>
    public static SfpAnswer Done { get; } = new(SfpAnswerKind.Done);

    /// <summary>From where the file may be sent, in bytes; only of <see cref="SfpAnswerKind.Ready"/>.</summary>
    public long Offset { get; private init; }

    /// <summary>The file that was announced may be sent from there on.</summary>
    public static SfpAnswer ReadyFrom(long offset) => new(SfpAnswerKind.Ready) { Offset = offset };

    /// <summary>Announces bytes.</summary>
    public static SfpAnswer Content(long length, DateTimeOffset modified, Sha256Sum? sum) =>
        new(SfpAnswerKind.Content) { Length = length, Modified = modified.ToUniversalTime(), Sum = sum };

    /// <summary>Announces the lines of a listing.</summary>
    /// <param name="modified">When the directory last changed.</param>
    public static SfpAnswer Listing(DateTimeOffset modified) =>
        new(SfpAnswerKind.Listing) { Modified = modified.ToUniversalTime() };

    /// <summary>Describes a file.</summary>
    public static SfpAnswer Facts(long length, DateTimeOffset modified, Sha256Sum? sum) =>
        new(SfpAnswerKind.Facts) { Length = length, Modified = modified.ToUniversalTime(), Sum = sum };

    /// <summary>Refuses.</summary>
    public static SfpAnswer Refusal(SfpError error) => new(SfpAnswerKind.Error) { Error = error };
}
