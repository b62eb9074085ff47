using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Sockeye.Files.Storage;

/// <summary>Names of uploads under way. They are reserved: no peer sees, reads or writes them by name.</summary>
internal static class TemporaryName
{
    private const string Prefix = ".sockeye-upload-";
    private const string KeptPrefix = Prefix + "kept-";
    private const int IdDigits = 32; // 128 bits in hexadecimal digits
    private const int OwnerBytes = 6; // of SHA-256: nobody can choose to be taken for another of some thousand
    private const int KeyBytes = (IdDigits / 2) - OwnerBytes; // of SHA-256: two keys meet once in 2^40 uploads

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>A name of an upload that is thrown away when it is cut.</summary>
    public static string Create() => Prefix + Guid.NewGuid().ToString("N");

    /// <summary>
    /// The name of an upload that can go on: always the same for the same file, owner and key. It tells whose it is
    /// after a restart too.
    /// </summary>
    public static string Kept(string segment, string owner, string key) =>
        KeptPrefix + Digits(owner, OwnerBytes) + Digits($"{segment}\0{owner}\0{key}", KeyBytes); // no segment has NUL

    /// <summary>Whose an upload that can go on is: the same digits for the same owner.</summary>
    public static string OwnerOf(string kept) => kept.Substring(KeptPrefix.Length, OwnerBytes * 2);

    /// <summary>Whether it is one that we make. Others that begin alike are names like any other.</summary>
    public static bool Is(string segment) =>
        segment.StartsWith(Prefix, StringComparison.Ordinal)
        && IsId(segment.AsSpan(IsKept(segment) ? KeptPrefix.Length : Prefix.Length));

    /// <summary>Whether a name that we make is that of an upload that can go on.</summary>
    public static bool IsKept(string segment) => segment.StartsWith(KeptPrefix, StringComparison.Ordinal);

    private static string Digits(string text, int bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));

    private static bool IsId(ReadOnlySpan<char> text) =>
        text.Length == IdDigits && !text.ContainsAnyExcept(HexDigits);
}
