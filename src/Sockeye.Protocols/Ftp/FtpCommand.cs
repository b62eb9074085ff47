using System.Buffers;
using System.Collections.Frozen;
using System.Text;

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
