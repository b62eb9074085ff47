using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Route;

/// <summary>The last line of <c>sockeye route</c>.</summary>
/// <param name="Event"><c>summary</c>.</param>
/// <param name="Host">As it was written.</param>
/// <param name="Address">Its address.</param>
/// <param name="By"><c>icmp</c> or <c>udp</c>.</param>
/// <param name="Hops">How many hops there are statistics of.</param>
/// <param name="Outcome"><c>reached</c>, <c>refused</c>, <c>loop</c>, <c>silent</c> or <c>tooFar</c>.</param>
internal sealed record RouteSummaryResult(
    string Event, string Host, string Address, string By, int Hops, string Outcome) : IJsonLine<RouteSummaryResult>
{
    public static JsonTypeInfo<RouteSummaryResult> JsonType => RouteJson.Lines.RouteSummaryResult;
}
