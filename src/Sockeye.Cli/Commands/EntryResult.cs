using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Files.Remotes;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands;

/// <summary>A file or directory of a server, as <c>ls</c> and <c>stat</c> print it.</summary>
/// <param name="Name">From the server's root.</param>
/// <param name="Type"><c>file</c>, <c>directory</c>, or <c>other</c>: a link, a device ….</param>
/// <param name="Bytes">Its length; null for all but files.</param>
/// <param name="Modified">When its content last changed (UTC); null when it was not told.</param>
/// <param name="Sha256">When it was asked for.</param>
internal sealed record EntryResult(string Name, string Type, long? Bytes, DateTimeOffset? Modified, string? Sha256)
    : IJsonLine<EntryResult>
{
    public static JsonTypeInfo<EntryResult> JsonType => ServerFileJson.Lines.EntryResult;

    public static EntryResult Of(RemoteFile entry) => new(
        entry.Name, entry.Kind.ToString().ToLowerInvariant(),
        entry.Length, entry.Modified, entry.Sum?.ToString());

    public string ToText()
    {
        string bytes = Bytes?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
        string sum = Sha256 is null ? "" : $"  {Sha256}";
        string mark = Type switch { "directory" => "/", "other" => "?", _ => "" };
        string name = PrintableText.Escape(Name.Length == 0 ? "." : Name) + mark;
        string modified = Modified?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
        return string.Create(CultureInfo.InvariantCulture, $"{bytes,15}  {modified,-20}{sum}  {name}");
    }
}
