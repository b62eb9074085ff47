using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands;

/// <summary>A file or directory of a server that was changed.</summary>
/// <param name="Name">From the server's root; a directory's ends in a slash.</param>
/// <param name="Change"><c>made</c> or <c>removed</c>.</param>
internal sealed record ChangedResult(string Name, string Change) : IJsonLine<ChangedResult>
{
    public static JsonTypeInfo<ChangedResult> JsonType => ServerFileJson.Lines.ChangedResult;

    public string ToText() => $"{PrintableText.Escape(Name)} {Change}";
}
