using System.Security.Cryptography;
using Sockeye.Protocols.Http;

namespace Sockeye.Http.Pages;

/// <summary>Assets that are part of an assembly.</summary>
public static class EmbeddedAssets
{
    /// <summary>
    /// Loads them from the folder <c>Assets</c> beside a type. They share one part of their paths, which changes when
    /// any of them does: so scripts can import each other by their names.
    /// </summary>
    /// <param name="beside">The type.</param>
    /// <param name="names">Their names; the ending tells what each is.</param>
    /// <exception cref="InvalidOperationException">One is not part of the assembly.</exception>
    public static IReadOnlyList<Asset> Load(Type beside, IReadOnlyList<string> names)
    {
        byte[][] contents = [.. names.Select(name => Read(beside, name))];
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] content in contents)
            sum.AppendData(content);
        string version = Convert.ToHexStringLower(sum.GetHashAndReset().AsSpan(0, 8));
        return
        [
            .. names.Zip(contents, (name, content) =>
                new Asset($"/-/{version}/{name}", MediaType.Of(name).Text, content)),
        ];
    }

    private static byte[] Read(Type beside, string name)
    {
        using Stream stream = beside.Assembly.GetManifestResourceStream(beside, "Assets." + name)
            ?? throw new InvalidOperationException($"{name} is not part of the assembly");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
