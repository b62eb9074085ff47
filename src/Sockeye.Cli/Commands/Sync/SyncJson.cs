using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>Results of <c>sync</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(SyncedResult))]
[JsonSerializable(typeof(SyncSummaryResult))]
internal sealed partial class SyncJson : JsonSerializerContext
{
    public static SyncJson Lines { get; } = new(JsonLine.Options());
}
