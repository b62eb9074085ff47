using System.Text.Json.Serialization;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>Results of <c>shell</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ShellLineResult))]
internal sealed partial class ShellJson : JsonSerializerContext
{
    public static ShellJson Lines { get; } = new(JsonLine.Options());
}
