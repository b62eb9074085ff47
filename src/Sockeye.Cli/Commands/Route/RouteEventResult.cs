using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Probing.Route;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Route;

/// <summary>What happened to one probe of <c>sockeye route</c>.</summary>
/// <param name="Event"><c>hop</c>, <c>reached</c>, <c>refused</c>, <c>timeout</c> or <c>error</c>.</param>
/// <param name="Hop">How many hops the probe was allowed.</param>
/// <param name="Round">In which round; the first is 1.</param>
/// <param name="From">Who answered.</param>
/// <param name="Milliseconds">From the probe to what happened; not when it could not be sent.</param>
/// <param name="Mark">Of an error: the mark of traceroute(8).</param>
/// <param name="Reason">Of an error: in words.</param>
/// <param name="Late">Whether the probe had been given up; not there when not.</param>
internal sealed record RouteEventResult(
    string Event, int Hop, int Round, string? From, double? Milliseconds, string? Mark, string? Reason, bool? Late)
    : IJsonLine<RouteEventResult>
{
    public static JsonTypeInfo<RouteEventResult> JsonType => RouteJson.Lines.RouteEventResult;

    public static RouteEventResult Of(RouteEvent happened) => new(
        NameOf(happened.Kind), happened.Hop, happened.Round,
        happened.From is { } from ? ScopedAddress.TextOf(from) : null,
        happened.Kind == RouteEventKind.Failed ? null : happened.RoundTrip.TotalMilliseconds,
        happened.Cause?.Mark, happened.Problem ?? happened.Cause?.ToString(), happened.IsLate ? true : null);

    private static string NameOf(RouteEventKind kind) => kind switch
    {
        RouteEventKind.Hop => "hop",
        RouteEventKind.Reached => "reached",
        RouteEventKind.Refused => "refused",
        RouteEventKind.TimedOut => "timeout",
        _ => "error",
    };
}

/// <summary>Results of <c>route</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(RouteEventResult))]
[JsonSerializable(typeof(RouteHopResult))]
[JsonSerializable(typeof(RouteSummaryResult))]
internal sealed partial class RouteJson : JsonSerializerContext
{
    public static RouteJson Lines { get; } = new(JsonLine.Options());
}
