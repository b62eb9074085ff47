using System.Text.Json;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Remote;

/// <summary>A directory in JSON: ours, or that of nginx (<c>autoindex_format json</c>).</summary>
internal static class HttpListing
{
    private const int MaxBytes = 64 * 1024 * 1024; // our choice: some 400,000 entries

    /// <exception cref="PeerProtocolException">It is not such a listing.</exception>
    public static async Task<IReadOnlyList<RemoteFile>> ReadAsync(string directory, Stream body, CancellationToken stop)
    {
        using var bounded = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, stop) is > 0 and var read)
        {
            if (bounded.Length + read > MaxBytes)
                throw new PeerProtocolException(ProtocolError.FrameTooLong, $"a listing of more than {MaxBytes} bytes");
            bounded.Write(buffer, 0, read);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bounded.GetBuffer().AsMemory(0, (int)bounded.Length));
            JsonElement entries = document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement
                : document.RootElement.GetProperty("entries");
            return [.. entries.EnumerateArray().Select(entry => EntryOf(directory, entry))];
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PeerProtocolException(
                ProtocolError.Malformed, $"the server has no listing in JSON for {PrintableText.Escape("/" + directory)}");
        }
    }

    private static RemoteFile EntryOf(string directory, JsonElement entry)
    {
        string name = entry.GetProperty("name").GetString() ?? throw new FormatException("an entry without a name");
        bool isDirectory = entry.GetProperty("type").GetString() == "directory";
        long? length = !isDirectory && entry.TryGetProperty("size", out JsonElement size) ? size.GetInt64() : null;
        DateTimeOffset? modified = entry.TryGetProperty("modified", out JsonElement ours) ? ours.GetDateTimeOffset()
            : entry.TryGetProperty("mtime", out JsonElement theirs) ? DateTimeOffset.Parse(
                theirs.GetString() ?? "", System.Globalization.CultureInfo.InvariantCulture)
            : null;
        return new RemoteFile(RemoteNames.Join(directory, name), isDirectory, length, modified);
    }
}
