using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Probing.Ping;
using Sockeye.Protocols.Icmp;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>What happened to one request of <c>sockeye ping</c>.</summary>
/// <param name="Event"><c>reply</c>, <c>duplicate</c>, <c>late</c>, <c>error</c> or <c>timeout</c>.</param>
/// <param name="Host">As it was written.</param>
/// <param name="Address">The address that was pinged.</param>
/// <param name="Sequence">Which request; the first has 1, and 0 follows 65,535.</param>
/// <param name="From">Who answered, or sent an ICMP error.</param>
/// <param name="Bytes">Of the reply, without the IP header.</param>
/// <param name="Ttl">With which the reply arrived.</param>
/// <param name="Milliseconds">From the request to what happened; not when it could not be sent.</param>
/// <param name="Reason">Of an error: in words.</param>
internal sealed record PingEventResult(
    string Event, string Host, string Address, int Sequence, string? From, int? Bytes, int? Ttl, double? Milliseconds,
    string? Reason) : IJsonLine<PingEventResult>
{
    public static JsonTypeInfo<PingEventResult> JsonType => PingJson.Lines.PingEventResult;

    public static PingEventResult Of(PingReport report) => new(
        report.Event.Kind == PingEventKind.TimedOut ? "timeout" : report.Event.Kind.ToString().ToLowerInvariant(),
        report.Target.Host,
        ScopedAddress.TextOf(report.Target.Address),
        report.Event.Sequence,
        report.From is { } from ? ScopedAddress.TextOf(from) : null,
        report.Event.Bytes == 0 ? null : report.Event.Bytes,
        report.HopLimit,
        report.Problem is null ? report.Event.RoundTrip.TotalMilliseconds : null,
        report.Problem ?? report.Event.Cause?.ToString());
}

/// <summary>Results of <c>ping</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(PingEventResult))]
[JsonSerializable(typeof(PingSummaryResult))]
[JsonSerializable(typeof(SweepResult))]
internal sealed partial class PingJson : JsonSerializerContext
{
    public static PingJson Lines { get; } = new(JsonLine.Options());
}
