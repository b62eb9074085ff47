using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Shell;

/// <summary>A line of <c>sockeye shell</c>, as it ended.</summary>
/// <param name="Line">Its number in the script, from 1; null when it was typed.</param>
/// <param name="Job">Its number when it waited in the background; null when it did not.</param>
/// <param name="Call">The line.</param>
/// <param name="Result">What it gave, as the shell writes it; null when it failed.</param>
/// <param name="Note">What to know about the result; null when it speaks for itself.</param>
/// <param name="Errno">The system's error number; null when nothing failed, or the line itself is wrong.</param>
/// <param name="Error">Its name.</param>
/// <param name="Message">What it means; or what is wrong with the line.</param>
/// <param name="Column">Where in the line the mistake is, from 1; null when it is none.</param>
internal sealed record ShellLineResult(
    int? Line,
    int? Job,
    string Call,
    string? Result,
    string? Note,
    int? Errno = null,
    string? Error = null,
    string? Message = null,
    int? Column = null) : IJsonLine<ShellLineResult>
{
    public static JsonTypeInfo<ShellLineResult> JsonType => ShellJson.Lines.ShellLineResult;
}

/// <summary>Results of <c>shell</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ShellLineResult))]
internal sealed partial class ShellJson : JsonSerializerContext
{
    public static ShellJson Lines { get; } = new(JsonLine.Options());
}
