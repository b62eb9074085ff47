using System.Collections.Frozen;

namespace Sockeye.Protocols.Http;

/// <summary>What a file is, told by its name (RFC 9110 §8.3).</summary>
/// <param name="Text">As it stands in Content-Type.</param>
/// <param name="IsCompressible">Whether compressing it makes it much smaller.</param>
public sealed record MediaType(string Text, bool IsCompressible)
{
    private static readonly MediaType Unknown = new("application/octet-stream", false);

    private static readonly FrozenDictionary<string, MediaType> ByExtension = Table();

    private static readonly FrozenDictionary<string, MediaType>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByExtension.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The type of a file of that name; <c>application/octet-stream</c> when its extension is not known.
    /// </summary>
    public static MediaType Of(ReadOnlySpan<char> fileName)
    {
        int dot = fileName.LastIndexOf('.');
        return dot >= 0 && Lookup.TryGetValue(fileName[(dot + 1)..], out MediaType? known) ? known : Unknown;
    }

    private static FrozenDictionary<string, MediaType> Table()
    {
        var table = new Dictionary<string, MediaType>();
        Add(
            "text/plain; charset=utf-8", true,
            "txt log md csv tsv ini conf cfg toml yaml yml sh bat ps1 py rb pl c h cc cpp hpp cs fs go rs "
            + "java kt ts tsx jsx sql diff patch rst tex");
        Add("text/html; charset=utf-8", true, "html htm xhtml");
        Add("text/css; charset=utf-8", true, "css");
        Add("text/javascript; charset=utf-8", true, "js mjs");
        Add("application/json", true, "json map ipynb");
        Add("application/xml", true, "xml xsl xsd rss atom");
        Add("application/wasm", true, "wasm");
        Add("application/pdf", false, "pdf");
        Add("application/zip", false, "zip");
        Add("application/gzip", false, "gz tgz");
        Add("application/x-tar", false, "tar");
        Add("application/x-7z-compressed", false, "7z");
        Add("application/x-xz", false, "xz");
        Add("application/zstd", false, "zst");
        Add("application/epub+zip", false, "epub");
        Add("image/png", false, "png");
        Add("image/jpeg", false, "jpg jpeg");
        Add("image/gif", false, "gif");
        Add("image/webp", false, "webp");
        Add("image/avif", false, "avif");
        Add("image/svg+xml", true, "svg");
        Add("image/bmp", true, "bmp");
        Add("image/x-icon", true, "ico");
        Add("audio/mpeg", false, "mp3");
        Add("audio/ogg", false, "ogg oga opus");
        Add("audio/flac", false, "flac");
        Add("audio/wav", false, "wav");
        Add("audio/mp4", false, "m4a");
        Add("video/mp4", false, "mp4 m4v");
        Add("video/webm", false, "webm");
        Add("video/quicktime", false, "mov");
        Add("video/x-matroska", false, "mkv");
        Add("font/woff", false, "woff");
        Add("font/woff2", false, "woff2");
        Add("font/ttf", true, "ttf");
        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(string type, bool isCompressible, string extensions)
        {
            var media = new MediaType(type, isCompressible);
            foreach (string extension in extensions.Split(' '))
                table.Add(extension, media);
        }
    }
}
