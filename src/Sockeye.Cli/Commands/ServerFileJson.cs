using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands;

/// <summary>Files of servers as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(EntryResult))]
[JsonSerializable(typeof(ChangedResult))]
internal sealed partial class ServerFileJson : JsonSerializerContext
{
    public static ServerFileJson Lines { get; } = new(JsonLine.Options());
}
