using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Probing.Names;
using Sockeye.Protocols.Text;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Resolve;

/// <summary>What <c>sockeye resolve</c> found of a name.</summary>
/// <param name="Name">What was asked for.</param>
/// <param name="CanonicalName">Its official name.</param>
/// <param name="Source">
/// <c>literal</c>; <c>hosts</c> when /etc/hosts has it and is asked first; else <c>system</c>, which does not tell.
/// </param>
/// <param name="Sources">The sources of nsswitch.conf in their order; empty for an address.</param>
/// <param name="Milliseconds">How long the system took for the addresses.</param>
/// <param name="Addresses">In the system's order.</param>
internal sealed record ResolvedResult(
    string Name, string CanonicalName, string Source, IReadOnlyList<string> Sources, double Milliseconds,
    IReadOnlyList<ResolvedAddress> Addresses) : IJsonLine<ResolvedResult>
{
    public static JsonTypeInfo<ResolvedResult> JsonType => ResolveJson.Lines.ResolvedResult;

    public static ResolvedResult Of(LookedUpName found, IReadOnlyList<ResolvedAddress> addresses) => new(
        found.Name,
        found.CanonicalName,
        found.Source switch
        {
            NameSource.Literal => "literal",
            NameSource.HostsFile => "hosts",
            _ => "system",
        },
        found.Sources, found.Took.TotalMilliseconds, addresses);

    public string ToText()
    {
        string from = Source switch
        {
            "literal" => "an address",
            "hosts" => "in /etc/hosts",
            _ => Sources is ["files", ..]
                ? $"not in /etc/hosts; other sources: {string.Join(", ", Sources.Skip(1))}"
                : $"sources: {string.Join(", ", Sources)}",
        };
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Shown(Name)}: {from}, {Milliseconds:0.000} ms");
        if (!string.Equals(CanonicalName, Name, StringComparison.OrdinalIgnoreCase))
            text.Append(CultureInfo.InvariantCulture, $", canonical name {Shown(CanonicalName)}");
        foreach (ResolvedAddress address in Addresses)
        {
            string reverse = address.Reverse is { } name ? $"  {Shown(name)}" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n  {address.Family}  {address.Address}{reverse}");
        }

        return text.ToString();
    }

    private static string Shown(string name) => PrintableText.Escape(name);
}

/// <summary>An address of a name.</summary>
/// <param name="Address">Itself.</param>
/// <param name="Family"><c>IPv4</c> or <c>IPv6</c>.</param>
/// <param name="Reverse">Its name; null when it has none, or was not asked for.</param>
internal sealed record ResolvedAddress(string Address, string Family, string? Reverse)
{
    public static ResolvedAddress Of(IPAddress address, string? reverse) => new(
        ScopedAddress.TextOf(address),
        address.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4", reverse);
}

/// <summary>Results of <c>resolve</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ResolvedResult))]
internal sealed partial class ResolveJson : JsonSerializerContext
{
    public static ResolveJson Lines { get; } = new(JsonLine.Options());
}
