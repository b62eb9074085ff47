using System.Collections.Frozen;

namespace Sockeye.Protocols.Http;

/// <summary>What a file is, told by its name (RFC 9110 §8.3).</summary>
/// <param name="Text">As it stands in Content-Type.</param>
/// <param name="IsCompressible">Whether compressing it makes it much smaller.</param>
public sealed record MediaType(string Text, bool IsCompressible)
{
    private static readonly MediaType Unknown = new("application/octet-stream", false);

    private static readonly (string Type, bool IsCompressible, string Extensions)[] Types =
    [
        ("text/plain; charset=utf-8", true,
            "txt log md csv tsv ini conf cfg toml yaml yml sh bat ps1 py rb pl c h cc cpp hpp cs fs go rs "
            + "java kt ts tsx jsx sql diff patch rst tex"),
        ("text/html; charset=utf-8", true, "html htm xhtml"),
        ("text/css; charset=utf-8", true, "css"),
        ("text/javascript; charset=utf-8", true, "js mjs"),
        ("application/json", true, "json map ipynb"),
        ("application/xml", true, "xml xsl xsd rss atom"),
        ("application/wasm", true, "wasm"),
        ("application/pdf", false, "pdf"),
        ("application/zip", false, "zip"),
        ("application/gzip", false, "gz tgz"),
        ("application/x-tar", false, "tar"),
        ("application/x-7z-compressed", false, "7z"),
        ("application/x-xz", false, "xz"),
        ("application/zstd", false, "zst"),
        ("application/epub+zip", false, "epub"),
        ("image/png", false, "png"),
        ("image/jpeg", false, "jpg jpeg"),
        ("image/gif", false, "gif"),
        ("image/webp", false, "webp"),
        ("image/avif", false, "avif"),
        ("image/svg+xml", true, "svg"),
        ("image/bmp", true, "bmp"),
        ("image/x-icon", true, "ico"),
        ("audio/mpeg", false, "mp3"),
        ("audio/ogg", false, "ogg oga opus"),
        ("audio/flac", false, "flac"),
        ("audio/wav", false, "wav"),
        ("audio/mp4", false, "m4a"),
        ("video/mp4", false, "mp4 m4v"),
        ("video/webm", false, "webm"),
        ("video/quicktime", false, "mov"),
        ("video/x-matroska", false, "mkv"),
        ("font/woff", false, "woff"),
        ("font/woff2", false, "woff2"),
        ("font/ttf", true, "ttf"),
    ];

    private static readonly FrozenDictionary<string, MediaType> ByExtension = Types
        .SelectMany(type => type.Extensions.Split(' ').Select(
            extension => KeyValuePair.Create(extension, new MediaType(type.Type, type.IsCompressible))))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, MediaType>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByExtension.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether browsers show it as a picture.</summary>
    public bool IsImage => Text.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>
    /// The type of a file of that name; <c>application/octet-stream</c> when its extension is not known.
    /// </summary>
    public static MediaType Of(ReadOnlySpan<char> fileName)
    {
        int dot = fileName.LastIndexOf('.');
        return dot >= 0 && Lookup.TryGetValue(fileName[(dot + 1)..], out MediaType? known) ? known : Unknown;
    }
}
