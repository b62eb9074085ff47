using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>How an exercise went.</summary>
/// <param name="Exercise">Its number.</param>
/// <param name="Port">The port it ran on.</param>
/// <param name="Passed">Whether all of the evidence holds.</param>
/// <param name="Skipped">Whether this system does not allow it.</param>
/// <param name="Evidence">What was measured, what is wrong, or why it was skipped.</param>
internal sealed record LabResult(string Exercise, int Port, bool Passed, bool Skipped, string Evidence)
    : IJsonLine<LabResult>
{
    /// <summary>In a word.</summary>
    [JsonIgnore]
    public string Outcome => Passed ? "passed" : Skipped ? "skipped" : "FAILED";

    public static JsonTypeInfo<LabResult> JsonType => LabJson.Lines.LabResult;
}

/// <summary>Results of <c>lab</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(LabResult))]
internal sealed partial class LabJson : JsonSerializerContext
{
    public static LabJson Lines { get; } = new(JsonLine.Options());
}
