using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>How an exercise went.</summary>
/// <param name="Exercise">Its number.</param>
/// <param name="Port">The port it ran on.</param>
/// <param name="Passed">Whether all of the evidence holds.</param>
/// <param name="Evidence">What was measured, or what is wrong.</param>
internal sealed record LabResult(string Exercise, int Port, bool Passed, string Evidence) : IJsonLine<LabResult>
{
    public static JsonTypeInfo<LabResult> JsonType => LabJson.Lines.LabResult;
}

/// <summary>Results of <c>lab</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(LabResult))]
internal sealed partial class LabJson : JsonSerializerContext
{
    public static LabJson Lines { get; } = new(JsonLine.Options());
}
