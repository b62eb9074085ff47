using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Talk;

/// <summary>Results of <c>talk</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(TalkLineResult))]
internal sealed partial class TalkJson : JsonSerializerContext
{
    public static TalkJson Lines { get; } = new(JsonLine.Options());
}
