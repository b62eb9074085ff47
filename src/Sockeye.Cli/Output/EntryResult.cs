using System.Globalization;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Output;

/// <summary>A file or directory of a server, as <c>ls</c> and <c>stat</c> print it.</summary>
/// <param name="Name">From the server's root.</param>
/// <param name="Type"><c>file</c> or <c>directory</c>.</param>
/// <param name="Bytes">Its length; null for a directory.</param>
/// <param name="Modified">When its content last changed (UTC).</param>
/// <param name="Sha256">When it was asked for.</param>
internal sealed record EntryResult(string Name, string Type, long? Bytes, DateTimeOffset Modified, string? Sha256)
{
    public static EntryResult Of(SfpEntry entry) => new(
        entry.Name, entry.IsDirectory ? "directory" : "file",
        entry.IsDirectory ? null : entry.Length, entry.Modified, Sha256: null);

    public string ToText()
    {
        string bytes = Bytes?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
        string sum = Sha256 is null ? "" : $"  {Sha256}";
        string name = PrintableText.Escape(Name) + (Type == "directory" ? "/" : "");
        return string.Create(CultureInfo.InvariantCulture, $"{bytes,15}  {Modified:yyyy-MM-dd HH:mm:ss}Z{sum}  {name}");
    }
}
