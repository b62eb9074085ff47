using System.Buffers;
using System.Globalization;
using Sockeye.Protocols.Framing;
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

/// <summary>What a request asks for.</summary>
public enum SfpVerb
{
    /// <summary>A line that is not a request: to be answered by <see cref="SfpError.BadRequest"/>.</summary>
    Unknown,

    /// <summary>The whole file.</summary>
    Get,

    /// <summary>A part of a file.</summary>
    Range,

    /// <summary>Length and modification time of a file.</summary>
    Stat,

    /// <summary>The same, with the SHA-256 of the file.</summary>
    Sum,

    /// <summary>The same, with the SHA-256 of a part of the file.</summary>
    SumRange,

    /// <summary>The entries of a directory.</summary>
    List,

    /// <summary>The entries of a directory and of all below it.</summary>
    ListAll,

    /// <summary>To take a file.</summary>
    Put,

    /// <summary>To take a file, or to go on where an earlier attempt with the same SHA-256 was cut.</summary>
    Resume,

    /// <summary>To set when a file last changed.</summary>
    Touch,

    /// <summary>To remove a file.</summary>
    Delete,

    /// <summary>To make a directory.</summary>
    MkDir,

    /// <summary>To remove an empty directory.</summary>
    RmDir,

    /// <summary>To log in.</summary>
    Login,

    /// <summary>To end the connection.</summary>
    Bye,
}

/// <summary>
/// Cuts a stream into requests. A line that is none becomes <see cref="SfpRequest.Unknown"/>: the next may be one.
/// </summary>
/// <remarks>
/// Two things end the stream, by an exception: an overlong line, and the beginning of what a page makes a browser send.
/// Behind it could stand any requests that a page of any site has thought of.
/// </remarks>
public sealed class SfpRequestDecoder : IFrameDecoder<SfpRequest>
{
    private static readonly SfpVerb[] Verbs = Enum.GetValues<SfpVerb>();

    private const string FirstWordOfHttp = "POST ";

    private readonly LineDecoder _lines = new(SfpLimits.MaxLineBytes);

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out SfpRequest frame)
    {
        bool found = _lines.TryDecode(ref input, out ReadOnlySequence<byte> line);
        frame = found && SfpText.TryDecode(line, out string? text) ? Parse(text) : SfpRequest.Unknown;
        return found;
    }

    private static SfpRequest Parse(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith(FirstWordOfHttp, StringComparison.Ordinal))
            throw new PeerProtocolException(ProtocolError.Malformed, "this is HTTP, not SFP");

        bool hasArguments = rest.Contains(' ');
        return VerbOf(SfpText.TakeWord(ref rest)) switch
        {
            SfpVerb.Bye when !hasArguments => SfpRequest.Bye,
            SfpVerb.List when !hasArguments => SfpRequest.List("", isRecursive: false),
            SfpVerb.ListAll when !hasArguments => SfpRequest.List("", isRecursive: true),
            SfpVerb.List when SfpText.IsName(rest) => SfpRequest.List(rest.ToString(), isRecursive: false),
            SfpVerb.ListAll when SfpText.IsName(rest) => SfpRequest.List(rest.ToString(), isRecursive: true),
            SfpVerb.Get when SfpText.IsName(rest) => SfpRequest.Get(rest.ToString()),
            SfpVerb.Stat when SfpText.IsName(rest) => SfpRequest.Stat(rest.ToString()),
            SfpVerb.Sum when SfpText.IsName(rest) => SfpRequest.SumOf(rest.ToString()),
            SfpVerb.Range => ParseRange(rest, SfpRequest.Range),
            SfpVerb.SumRange => ParseRange(rest, SfpRequest.SumOfRange),
            SfpVerb.Put => ParsePut(rest, SfpRequest.Put),
            SfpVerb.Resume => ParsePut(rest, SfpRequest.Resume),
            SfpVerb.Delete when SfpText.IsName(rest) => SfpRequest.Delete(rest.ToString()),
            SfpVerb.MkDir when SfpText.IsName(rest) => SfpRequest.MkDir(rest.ToString()),
            SfpVerb.RmDir when SfpText.IsName(rest) => SfpRequest.RmDir(rest.ToString()),
            SfpVerb.Touch => ParseTouch(rest),
            SfpVerb.Login => ParseLogin(rest),
            _ => SfpRequest.Unknown,
        };
    }

    private static SfpVerb VerbOf(ReadOnlySpan<char> word)
    {
        foreach (SfpVerb verb in Verbs)
        {
            if (verb != SfpVerb.Unknown && word.Equals(verb.ToString(), StringComparison.OrdinalIgnoreCase))
                return verb;
        }

        return SfpVerb.Unknown;
    }

    private static SfpRequest ParseRange(ReadOnlySpan<char> rest, Func<string, long, long?, SfpRequest> create)
    {
        bool isRange = SfpText.TryParseNumber(SfpText.TakeWord(ref rest), out long offset)
            & SfpText.TryParseOptional(SfpText.TakeWord(ref rest), out long? length)
            & SfpText.IsName(rest);
        return isRange ? create(rest.ToString(), offset, length) : SfpRequest.Unknown;
    }

    private static SfpRequest ParseTouch(ReadOnlySpan<char> rest)
    {
        bool isTouch = SfpText.TryParseTime(SfpText.TakeWord(ref rest), out DateTimeOffset modified)
            & SfpText.IsName(rest);
        return isTouch ? SfpRequest.Touch(rest.ToString(), modified) : SfpRequest.Unknown;
    }

    private static SfpRequest ParseLogin(ReadOnlySpan<char> rest)
    {
        bool isLogin = SfpText.IsName(rest);
        ReadOnlySpan<char> user = SfpText.TakeWord(ref rest);
        return isLogin && !user.IsEmpty && !rest.IsEmpty
            ? SfpRequest.Login(user.ToString(), rest.ToString())
            : SfpRequest.Unknown;
    }

    private static SfpRequest ParsePut(ReadOnlySpan<char> rest, Func<string, long, Sha256Sum, SfpRequest> create)
    {
        bool isPut = SfpText.TryParseNumber(SfpText.TakeWord(ref rest), out long length)
            & Sha256Sum.TryParse(SfpText.TakeWord(ref rest), out Sha256Sum sum)
            & SfpText.IsName(rest);
        return isPut ? create(rest.ToString(), length, sum) : SfpRequest.Unknown;
    }
}

/// <summary>Writes requests, one line each.</summary>
public sealed class SfpRequestEncoder : IFrameEncoder<SfpRequest>
{
    /// <inheritdoc/>
    public void Encode(SfpRequest frame, IBufferWriter<byte> output)
    {
        if (frame.Verb == SfpVerb.Unknown)
            throw new LocalProtocolException("a line that is not a request cannot be sent as one");

        SfpText.WriteLine(Format(frame), output);
    }

    private static string Format(SfpRequest request)
    {
        string verb = request.Verb.ToString().ToUpperInvariant();
        string length = request.Length?.ToString(CultureInfo.InvariantCulture) ?? SfpText.None;
        return request.Verb switch
        {
            SfpVerb.Range or SfpVerb.SumRange => string.Create(
                CultureInfo.InvariantCulture, $"{verb} {request.Offset} {length} {request.Name}"),
            SfpVerb.Touch => $"{verb} {SfpText.FormatTime(request.Modified)} {request.Name}",
            SfpVerb.Login => $"{verb} {request.Name} {request.TakePassword()}",
            SfpVerb.Put or SfpVerb.Resume => $"{verb} {length} {request.Sum} {request.Name}",
            _ => request.Name.Length == 0 ? verb : $"{verb} {request.Name}",
        };
    }
}
