using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Send;

/// <summary>Results of <c>send</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(SentResult))]
internal sealed partial class SendJson : JsonSerializerContext
{
    public static SendJson Lines { get; } = new(JsonLine.Options());
}
