using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Sockeye.Storage;

/// <summary>Names of uploads under way. They are reserved: no peer sees, reads or writes them by name.</summary>
internal static class TemporaryName
{
    private const string Prefix = ".sockeye-upload-";
    private const string KeptPrefix = Prefix + "kept-";
    private const int IdDigits = 32; // 128 bits in hexadecimal digits
    private const int KeptBytes = IdDigits / 2; // of SHA-256: two keys meet once in 2^64 uploads

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>A name of an upload that is thrown away when it is cut.</summary>
    public static string Create() => Prefix + Guid.NewGuid().ToString("N");

    /// <summary>The name of an upload that can go on: always the same for the same file and key.</summary>
    public static string Kept(string segment, string key)
    {
        byte[] sum = SHA256.HashData(Encoding.UTF8.GetBytes($"{segment}\0{key}")); // a segment has no NUL
        return KeptPrefix + Convert.ToHexStringLower(sum.AsSpan(0, KeptBytes));
    }

    /// <summary>Whether it is one that we make. Others that begin alike are names like any other.</summary>
    public static bool Is(string segment) =>
        segment.StartsWith(Prefix, StringComparison.Ordinal)
        && IsId(segment.AsSpan(IsKept(segment) ? KeptPrefix.Length : Prefix.Length));

    /// <summary>Whether a name that we make is that of an upload that can go on.</summary>
    public static bool IsKept(string segment) => segment.StartsWith(KeptPrefix, StringComparison.Ordinal);

    private static bool IsId(ReadOnlySpan<char> text) =>
        text.Length == IdDigits && !text.ContainsAnyExcept(HexDigits);
}
