using System.IO.Pipelines;
using System.Text.Json;
using Sockeye.Fairness;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Folders;

/// <summary>
/// A directory as JSON: <c>{"path", "writable", "entries": [{"name", "type", "size", "modified", "url"}], "missing":
/// [{"path", "count", "reason"}]}</c>. Without a count it is all that is in a directory.
/// </summary>
internal static class FolderJson
{
    private const int FlushedBytes = 32 * 1024;

    public static async ValueTask WriteAsync(
        FolderRequest request, FolderView view, IEnumerable<FileEntry?> entries, ListingGaps gaps, WorkPlace place)
    {
        PipeWriter output = request.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("path", RequestTarget.Format(view.Directory?.Text ?? "", isDirectory: true));
        json.WriteBoolean("writable", view.MayWrite);
        json.WriteStartArray("entries");
        foreach (FileEntry? entry in entries)
        {
            if (entry is null)
                await place.StepAsync(request.Cancel);
            else
                Write(json, view, entry);
            if (output.UnflushedBytes + json.BytesPending < FlushedBytes)
                continue;

            json.Flush();
            await place.RestAsync(request.Site.FlushAsync());
            await place.StepAsync(request.Cancel);
        }

        place.Rest();
        json.WriteEndArray();
        json.WriteStartArray("missing");
        foreach (ListingGap gap in gaps)
            Write(json, gap);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ListingGap gap)
    {
        json.WriteStartObject();
        json.WriteString("path", gap.Path);
        if (gap.Count is { } count)
            json.WriteNumber("count", count);
        json.WriteString("reason", gap.Word);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FolderView view, FileEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("name", view.NameOf(entry));
        json.WriteString("type", entry.Status.Kind switch
        {
            FileKind.File => "file",
            FileKind.Directory => "directory",
            _ => "other",
        });
        if (entry.Status.IsFile)
            json.WriteNumber("size", entry.Status.Length);
        json.WriteString("modified", entry.Status.Modified.UtcDateTime);
        if (entry.Status.Kind != FileKind.Other)
            json.WriteString("url", RequestTarget.Format(entry.Name.Text, entry.Status.IsDirectory));
        json.WriteEndObject();
    }
}
