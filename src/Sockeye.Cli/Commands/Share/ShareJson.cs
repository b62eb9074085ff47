using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Share;

/// <summary>Results of <c>share</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(SharedResult))]
internal sealed partial class ShareJson : JsonSerializerContext
{
    public static ShareJson Lines { get; } = new(JsonLine.Options());
}
