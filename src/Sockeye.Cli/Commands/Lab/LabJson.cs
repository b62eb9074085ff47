using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>Results of <c>lab</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(LabResult))]
internal sealed partial class LabJson : JsonSerializerContext
{
    public static LabJson Lines { get; } = new(JsonLine.Options());
}
