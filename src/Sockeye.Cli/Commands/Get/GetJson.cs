using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Get;

/// <summary>Results of <c>get</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(FetchedResult))]
internal sealed partial class GetJson : JsonSerializerContext
{
    public static GetJson Lines { get; } = new(JsonLine.Options());
}
