using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>The last line of <c>sockeye ping --sweep</c>.</summary>
/// <param name="Event"><c>sweep</c>.</param>
/// <param name="Block">The block of addresses.</param>
/// <param name="Asked">How many hosts were sent a request.</param>
/// <param name="Answered">How many of them answered in time; each has a summary of its own before.</param>
internal sealed record SweepResult(string Event, string Block, int Asked, int Answered) : IJsonLine<SweepResult>
{
    public static JsonTypeInfo<SweepResult> JsonType => PingJson.Lines.SweepResult;
}
