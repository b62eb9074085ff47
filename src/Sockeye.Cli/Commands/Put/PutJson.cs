using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Put;

/// <summary>Results of <c>put</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(StoredResult))]
internal sealed partial class PutJson : JsonSerializerContext
{
    public static PutJson Lines { get; } = new(JsonLine.Options());
}
