using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Sfp;

/// <summary>One request: a line that a person can type.</summary>
/// <remarks>
/// <code>
/// GET name                        RANGE offset length|- name
/// STAT name                       SUMRANGE offset length|- name
/// SUM name                        PUT length sha256 name
/// LIST [name]                     RESUME length sha256 name
/// LISTALL [name]                  TOUCH time name
/// DELETE name                     LOGIN user password
/// MKDIR name                      RMDIR name
/// BYE
/// </code>
/// One space between words; the name is the rest of the line, spaces and all. Verbs in either case.
/// </remarks>
public sealed record SfpRequest
{
    private string _password = "";

    private SfpRequest(SfpVerb verb, string name = "") => (Verb, Name) = (verb, name);

    /// <summary>What is asked for.</summary>
    public SfpVerb Verb { get; }

    /// <summary>Of which file or directory; empty where there is none, or for the root.</summary>
    public string Name { get; }

    /// <summary>Where the part begins, in bytes; 0 for the whole.</summary>
    public long Offset { get; private init; }

    /// <summary>How many bytes: of the part, null up to the end; of the file that is put.</summary>
    public long? Length { get; private init; }

    /// <summary>The SHA-256 of the file that is put.</summary>
    public Sha256Sum? Sum { get; private init; }

    /// <summary>When the file last changed; only of <see cref="SfpVerb.Touch"/>.</summary>
    public DateTimeOffset Modified { get; private init; }

    /// <summary>A line that is not a request.</summary>
    public static SfpRequest Unknown { get; } = new(SfpVerb.Unknown);

    /// <summary>Asks to end the connection.</summary>
    public static SfpRequest Bye { get; } = new(SfpVerb.Bye);

    /// <summary>Asks for a whole file.</summary>
    /// <exception cref="LocalProtocolException">The name cannot be written on a line; so for all below.</exception>
    public static SfpRequest Get(string name) => new(SfpVerb.Get, Checked(name));

    /// <summary>Asks for a part of a file, up to its end when <paramref name="length"/> is null.</summary>
    public static SfpRequest Range(string name, long offset, long? length) =>
        new(SfpVerb.Range, Checked(name)) { Offset = Checked(offset), Length = Checked(length) };

    /// <summary>Asks for length and modification time.</summary>
    public static SfpRequest Stat(string name) => new(SfpVerb.Stat, Checked(name));

    /// <summary>Asks for the SHA-256 of a file.</summary>
    public static SfpRequest SumOf(string name) => new(SfpVerb.Sum, Checked(name));

    /// <summary>
    /// Asks for the SHA-256 of a part of a file, up to its end when <paramref name="length"/> is null.
    /// </summary>
    public static SfpRequest SumOfRange(string name, long offset, long? length) =>
        new(SfpVerb.SumRange, Checked(name)) { Offset = Checked(offset), Length = Checked(length) };

    /// <summary>Asks for the entries of a directory; an empty name is the root.</summary>
    public static SfpRequest List(string directory, bool isRecursive)
    {
        SfpVerb verb = isRecursive ? SfpVerb.ListAll : SfpVerb.List;
        return new SfpRequest(verb, directory.Length == 0 ? "" : Checked(directory));
    }

    /// <summary>Announces a file.</summary>
    public static SfpRequest Put(string name, long length, Sha256Sum sum) =>
        new(SfpVerb.Put, Checked(name)) { Length = Checked(length), Sum = sum };

    /// <summary>Announces a file, of which an earlier attempt may have left a part.</summary>
    public static SfpRequest Resume(string name, long length, Sha256Sum sum) =>
        new(SfpVerb.Resume, Checked(name)) { Length = Checked(length), Sum = sum };

    /// <summary>Sets when a file last changed.</summary>
    public static SfpRequest Touch(string name, DateTimeOffset modified) =>
        new(SfpVerb.Touch, Checked(name)) { Modified = modified.ToUniversalTime() };

    /// <summary>Removes a file.</summary>
    public static SfpRequest Delete(string name) => new(SfpVerb.Delete, Checked(name));

    /// <summary>Makes a directory.</summary>
    public static SfpRequest MkDir(string name) => new(SfpVerb.MkDir, Checked(name));

    /// <summary>Removes an empty directory.</summary>
    public static SfpRequest RmDir(string name) => new(SfpVerb.RmDir, Checked(name));

    /// <summary>Logs in.</summary>
    /// <exception cref="LocalProtocolException">
    /// The user's name has a space, or one of the two does not fit a line.
    /// </exception>
    public static SfpRequest Login(string user, string password)
    {
        if (user.Contains(' ', StringComparison.Ordinal) || !SfpText.IsName($"{user} {password}"))
            throw new LocalProtocolException("a user's name or password does not fit a line of SFP");

        return new SfpRequest(SfpVerb.Login, Checked(user)) { _password = Checked(password) };
    }

    /// <summary>The password of a login; empty of the others. Not a property: those are printed.</summary>
    public string TakePassword() => _password;

    private static string Checked(string name) =>
        SfpText.IsName(name) ? name : throw new LocalProtocolException("the name does not fit a line of SFP");

    private static long Checked(long count) =>
        count >= 0 ? count : throw new LocalProtocolException("offsets and lengths are not negative");

    private static long? Checked(long? count) => count is { } value ? Checked(value) : null;
}
