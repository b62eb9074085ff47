using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Resolve;

/// <summary>Results of <c>resolve</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ResolvedResult))]
internal sealed partial class ResolveJson : JsonSerializerContext
{
    public static ResolveJson Lines { get; } = new(JsonLine.Options());
}
