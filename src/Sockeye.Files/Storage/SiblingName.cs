using System.Security.Cryptography;
using System.Text;

namespace Sockeye.Files.Storage;

/// <summary>The name of a file that lies beside another and is called after it.</summary>
internal static class SiblingName
{
    private const int SumBytes = 8; // of SHA-256: two names of one directory meet once in 2^32 pairs of long ones

    /// <summary>The name with a suffix; one that would be too long is cut, and told from others by its sum.</summary>
    /// <param name="name">A segment of a path: at most 255 bytes of UTF-8.</param>
    /// <param name="suffix">What follows; a few characters.</param>
    public static string Of(string name, string suffix)
    {
        if (Encoding.UTF8.GetByteCount(name + suffix) <= FileName.MaxSegmentBytes)
            return name + suffix;

        byte[] sum = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        string end = $"~{Convert.ToHexStringLower(sum.AsSpan(0, SumBytes))}{suffix}";
        return Start(name, FileName.MaxSegmentBytes - Encoding.UTF8.GetByteCount(end)) + end;
    }

    private static string Start(string name, int maxBytes)
    {
        int bytes = 0;
        int chars = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
                break;
            chars += rune.Utf16SequenceLength;
        }

        return name[..chars];
    }
}
