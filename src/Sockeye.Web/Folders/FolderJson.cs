using System.Text.Json;
using Sockeye.Protocols.Http;
using Sockeye.Storage;
using Sockeye.Web.Files;

namespace Sockeye.Web.Folders;

/// <summary>
/// A directory as JSON: <c>{"path", "writable", "entries": [{"name", "type", "size", "modified", "url"}]}</c>.
/// </summary>
internal static class FolderJson
{
    private const int FlushedBytes = 32 * 1024;

    public static async ValueTask WriteAsync(Exchange exchange, FolderView view)
    {
        await using var json = new Utf8JsonWriter(exchange.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("path", RequestTarget.Format(view.Directory?.Text ?? "", isDirectory: true));
        json.WriteBoolean("writable", view.MayWrite);
        json.WriteStartArray("entries");
        foreach (FileEntry entry in view.Entries)
        {
            Write(json, view, entry);
            if (json.BytesPending < FlushedBytes)
                continue;

            json.Flush();
            await FileBody.FlushAsync(exchange.Response.BodyWriter, exchange.Cancel);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FolderView view, FileEntry entry)
    {
        bool isDirectory = entry.Status.IsDirectory;
        json.WriteStartObject();
        json.WriteString("name", view.NameOf(entry));
        json.WriteString("type", isDirectory ? "directory" : "file");
        if (!isDirectory)
            json.WriteNumber("size", entry.Status.Length);
        json.WriteString("modified", entry.Status.Modified.UtcDateTime);
        json.WriteString("url", RequestTarget.Format(entry.Name.Text, isDirectory));
        json.WriteEndObject();
    }
}
