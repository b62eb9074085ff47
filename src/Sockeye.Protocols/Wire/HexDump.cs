using System.Globalization;
using System.Text;

namespace Sockeye.Protocols.Wire;

/// <summary>Bytes as people read them: offset, sixteen hexadecimal pairs, the same as text.</summary>
/// <remarks>
/// <code>
/// 00000000  47 45 54 20 6e 6f 74 65  73 2e 74 78 74 0a        |GET notes.txt.|
/// </code>
/// The layout of <c>hexdump -C</c>.
/// </remarks>
public static class HexDump
{
    private const int BytesPerLine = 16;

    /// <summary>Formats <paramref name="bytes"/>, one line for each sixteen.</summary>
    /// <param name="bytes">What to show.</param>
    /// <param name="offset">The number of the first byte.</param>
    public static string Format(ReadOnlySpan<byte> bytes, long offset = 0)
    {
        var text = new StringBuilder();
        for (int start = 0; start < bytes.Length; start += BytesPerLine)
        {
            ReadOnlySpan<byte> line = bytes.Slice(start, Math.Min(BytesPerLine, bytes.Length - start));
            AppendLine(text, line, offset + start);
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, ReadOnlySpan<byte> line, long offset)
    {
        text.Append(CultureInfo.InvariantCulture, $"{offset:x8} ");
        for (int i = 0; i < BytesPerLine; i++)
        {
            if (i % (BytesPerLine / 2) == 0)
                text.Append(' ');
            text.Append(i < line.Length ? line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(' ');
        }

        text.Append(" |");
        foreach (byte b in line)
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        text.Append("|\n");
    }
}
