using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>What <c>serve</c> prints and logs, as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(AccessResult))]
[JsonSerializable(typeof(MessageResult))]
internal sealed partial class ServeJson : JsonSerializerContext
{
    public static ServeJson Lines { get; } = new(JsonLine.Options());
}
