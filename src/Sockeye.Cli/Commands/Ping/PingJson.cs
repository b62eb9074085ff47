using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Results of <c>ping</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(PingEventResult))]
[JsonSerializable(typeof(PingSummaryResult))]
[JsonSerializable(typeof(SweepResult))]
internal sealed partial class PingJson : JsonSerializerContext
{
    public static PingJson Lines { get; } = new(JsonLine.Options());
}
