using System.Text.Json.Serialization;

namespace Sockeye.Tracing.Drawing;

/// <summary>Serializers of the JSON form, generated: no reflection at start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallJson))]
[JsonSerializable(typeof(DroppedJson))]
[JsonSerializable(typeof(IReadOnlyList<StepJson>))]
internal sealed partial class LadderJson : JsonSerializerContext;
