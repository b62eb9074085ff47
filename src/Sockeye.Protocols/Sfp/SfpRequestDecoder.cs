using System.Buffers;
using Sockeye.Protocols.Framing;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Sfp;

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
