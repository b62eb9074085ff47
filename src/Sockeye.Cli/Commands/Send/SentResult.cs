using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Send;

/// <summary>What <c>sockeye send</c> did.</summary>
/// <param name="Endpoint">Whom it was sent to.</param>
/// <param name="SentBytes">How many bytes went out.</param>
/// <param name="Answer">What came back, as UTF-8 text; null when nothing did.</param>
/// <param name="AnswerBytes">How many bytes came back.</param>
internal sealed record SentResult(string Endpoint, int SentBytes, string? Answer, long AnswerBytes)
    : IJsonLine<SentResult>
{
    public static JsonTypeInfo<SentResult> JsonType => SendJson.Lines.SentResult;
}

/// <summary>Results of <c>send</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(SentResult))]
internal sealed partial class SendJson : JsonSerializerContext
{
    public static SendJson Lines { get; } = new(JsonLine.Options());
}
