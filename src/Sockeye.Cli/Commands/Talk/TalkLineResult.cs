using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Talk;

/// <summary>A line that the other party of a talk said.</summary>
/// <param name="Line">Control characters escaped.</param>
internal sealed record TalkLineResult(string Line) : IJsonLine<TalkLineResult>
{
    public static JsonTypeInfo<TalkLineResult> JsonType => TalkJson.Lines.TalkLineResult;
}

/// <summary>Results of <c>talk</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(TalkLineResult))]
internal sealed partial class TalkJson : JsonSerializerContext
{
    public static TalkJson Lines { get; } = new(JsonLine.Options());
}
