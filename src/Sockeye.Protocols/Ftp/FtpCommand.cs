using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Ftp;

/// <summary>One command: a verb, and the rest of the line after one space (RFC 959 §5.3).</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Argument">
/// The rest, spaces and all; empty when there is none. It has no control characters. Not safe to show as it is.
/// </param>
public readonly record struct FtpCommand(FtpVerb Verb, string Argument)
{
    private static readonly FrozenDictionary<string, FtpVerb>.AlternateLookup<ReadOnlySpan<char>> Verbs =
        Enum.GetValues<FtpVerb>()
            .Where(verb => verb > FtpVerb.Malformed)
            .ToFrozenDictionary(NameOf, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A line that is no text.</summary>
    public static FtpCommand Malformed { get; } = new(FtpVerb.Malformed, "");

    /// <summary>Reads a line without its ending.</summary>
    public static FtpCommand Parse(ReadOnlySpan<char> line)
    {
        foreach (char character in line)
        {
            if (char.IsControl(character))
                return Malformed;
        }

        int space = line.IndexOf(' ');
        ReadOnlySpan<char> word = space < 0 ? line : line[..space];
        string argument = space < 0 ? "" : line[(space + 1)..].ToString();
        return new FtpCommand(Verbs.TryGetValue(word, out FtpVerb verb) ? verb : FtpVerb.Unknown, argument);
    }

    /// <summary>Appends it in its wire form.</summary>
    /// <exception cref="LocalProtocolException">The argument has control characters, or is too long.</exception>
    public void WriteTo(IBufferWriter<byte> output)
    {
        string line = Argument.Length == 0 ? NameOf(Verb) : $"{NameOf(Verb)} {Argument}";
        if (line.Any(char.IsControl) || Encoding.UTF8.GetByteCount(line) > FtpLimits.MaxCommandBytes)
            throw new LocalProtocolException("the argument does not fit a command of FTP");

        Encoding.UTF8.GetBytes(line, output);
        output.Write("\r\n"u8);
    }

    /// <summary>The verb as it is written on the wire.</summary>
    public static string NameOf(FtpVerb verb) => verb.ToString().ToUpperInvariant();
}

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

/// <summary>Cuts a control connection into commands. A line that is none becomes one that is refused.</summary>
/// <remarks>
/// <para>In front of a line stand perhaps Telnet's own commands: RFC 959 lets a client send IAC IP, IAC DM before ABOR,
/// and part of them may be missing where the kernel takes urgent data out of the stream. A verb never begins with
/// such a byte, so all of them are skipped.</para>
/// <para>Only an overlong line ends the stream, by an exception.</para>
/// </remarks>
public sealed class FtpCommandDecoder : IFrameDecoder<FtpCommand>
{
    private const byte FirstTelnetByte = 240; // SE; all commands of Telnet follow it (RFC 854)
    private const byte FirstTelnetOption = 251; // WILL, WONT, DO, DONT: an option follows; 255 is IAC itself
    private const byte LastTelnetOption = 254;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LineDecoder _lines = new(FtpLimits.MaxCommandBytes);

    /// <inheritdoc/>
    public bool TryDecode(ref ReadOnlySequence<byte> input, out FtpCommand frame)
    {
        frame = default;
        if (!_lines.TryDecode(ref input, out ReadOnlySequence<byte> line))
            return false;

        frame = Parse(line);
        return true;
    }

    private static FtpCommand Parse(ReadOnlySequence<byte> line)
    {
        byte[] bytes = line.ToArray();
        try
        {
            return FtpCommand.Parse(StrictUtf8.GetString(WithoutTelnet(bytes)));
        }
        catch (DecoderFallbackException)
        {
            return FtpCommand.Malformed;
        }
    }

    private static ReadOnlySpan<byte> WithoutTelnet(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty && line[0] >= FirstTelnetByte)
        {
            bool hasOption = line[0] is >= FirstTelnetOption and <= LastTelnetOption && line.Length > 1;
            line = line[(hasOption ? 2 : 1)..];
        }

        return line;
    }
}
