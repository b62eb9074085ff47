using System.Text.Json;
using Sockeye.Files.Storage;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;

namespace Sockeye.Files.Remotes;

/// <summary>A directory in JSON: ours, or that of nginx (<c>autoindex_format json</c>).</summary>
internal static class HttpListing
{
    /// <summary>The longest that is taken, in bytes: 64 MiB, our choice: some 400,000 entries.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <exception cref="PeerProtocolException">It is not such a listing.</exception>
    public static RemoteListing Parse(string directory, ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            bool isNginx = root.ValueKind == JsonValueKind.Array;
            JsonElement entries = isNginx ? root : root.GetProperty("entries");
            IEnumerable<JsonElement> missing = !isNginx && root.TryGetProperty("missing", out JsonElement told)
                ? told.EnumerateArray()
                : [];
            return new RemoteListing(
                [.. entries.EnumerateArray().Select(entry => EntryOf(directory, entry))],
                [.. missing.Select(GapOf)]);
        }
        catch (Exception wrong) when (
            wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PeerProtocolException(
                ProtocolError.Malformed,
                $"the server has no listing in JSON for {PrintableText.Escape("/" + directory)}");
        }
    }

    private static RemoteGap GapOf(JsonElement gap)
    {
        string path = gap.GetProperty("path").GetString() ?? "";
        long? count = gap.TryGetProperty("count", out JsonElement number) ? number.GetInt64() : null;
        return RemoteGap.Of(path, count, gap.GetProperty("reason").GetString() ?? "");
    }

    private static RemoteFile EntryOf(string directory, JsonElement entry)
    {
        string name = entry.GetProperty("name").GetString() ?? throw new FormatException("an entry without a name");
        FileKind kind = entry.GetProperty("type").GetString() switch
        {
            "file" => FileKind.File,
            "directory" => FileKind.Directory,
            _ => FileKind.Other,
        };
        bool hasSize = entry.TryGetProperty("size", out JsonElement size);
        long? length = kind == FileKind.File && hasSize ? size.GetInt64() : null;
        if (length < 0)
            throw new FormatException("a length below zero");

        DateTimeOffset? modified = entry.TryGetProperty("modified", out JsonElement ours) ? ours.GetDateTimeOffset()
            : entry.TryGetProperty("mtime", out JsonElement theirs) ? DateTimeOffset.Parse(
                theirs.GetString() ?? "", System.Globalization.CultureInfo.InvariantCulture)
            : null;
        return new RemoteFile(RemoteListing.Join(directory, name), kind, length, modified);
    }
}
