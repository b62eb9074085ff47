using System.Buffers;
using System.Text;
using Sockeye.Protocols.Framing;

namespace Sockeye.Protocols.Ftp;

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
