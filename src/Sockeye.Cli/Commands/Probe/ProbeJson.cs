using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>Results of <c>probe</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ProbeResult))]
internal sealed partial class ProbeJson : JsonSerializerContext
{
    public static ProbeJson Lines { get; } = new(JsonLine.Options());
}
