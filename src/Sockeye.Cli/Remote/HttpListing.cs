using System.Text.Json;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Remote;

/// <summary>A directory in JSON: ours, or that of nginx (<c>autoindex_format json</c>).</summary>
internal static class HttpListing
{
    /// <summary>The longest that is taken, in bytes: 64 MiB, our choice: some 400,000 entries.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <exception cref="PeerProtocolException">It is not such a listing.</exception>
    public static IReadOnlyList<RemoteFile> Parse(string directory, ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement entries = document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement
                : document.RootElement.GetProperty("entries");
            return [.. entries.EnumerateArray().Select(entry => EntryOf(directory, entry))];
        }
        catch (Exception wrong) when (
            wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PeerProtocolException(
                ProtocolError.Malformed,
                $"the server has no listing in JSON for {PrintableText.Escape("/" + directory)}");
        }
    }

    private static RemoteFile EntryOf(string directory, JsonElement entry)
    {
        string name = entry.GetProperty("name").GetString() ?? throw new FormatException("an entry without a name");
        bool isDirectory = entry.GetProperty("type").GetString() == "directory";
        long? length = !isDirectory && entry.TryGetProperty("size", out JsonElement size) ? size.GetInt64() : null;
        if (length < 0)
            throw new FormatException("a length below zero");

        DateTimeOffset? modified = entry.TryGetProperty("modified", out JsonElement ours) ? ours.GetDateTimeOffset()
            : entry.TryGetProperty("mtime", out JsonElement theirs) ? DateTimeOffset.Parse(
                theirs.GetString() ?? "", System.Globalization.CultureInfo.InvariantCulture)
            : null;
        return new RemoteFile(RemoteNames.Join(directory, name), isDirectory, length, modified);
    }
}
