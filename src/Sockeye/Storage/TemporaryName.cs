using System.Security.Cryptography;
using System.Text;

namespace Sockeye.Storage;

/// <summary>Names of uploads under way. They are reserved: no peer sees, reads or writes them by name.</summary>
internal static class TemporaryName
{
    private const string Prefix = ".sockeye-upload-";
    private const string KeptPrefix = Prefix + "kept-";
    private const int KeptBytes = 16; // of SHA-256: two keys meet once in 2^64 uploads

    /// <summary>A name of an upload that is thrown away when it is cut.</summary>
    public static string Create() => Prefix + Guid.NewGuid().ToString("N");

    /// <summary>The name of an upload that can go on: always the same for the same file and key.</summary>
    public static string Kept(string segment, string key)
    {
        byte[] sum = SHA256.HashData(Encoding.UTF8.GetBytes($"{segment}\0{key}")); // a segment has no NUL
        return KeptPrefix + Convert.ToHexStringLower(sum.AsSpan(0, KeptBytes));
    }

    public static bool Is(string segment) => segment.StartsWith(Prefix, StringComparison.Ordinal);

    public static bool IsKept(string segment) => segment.StartsWith(KeptPrefix, StringComparison.Ordinal);
}
