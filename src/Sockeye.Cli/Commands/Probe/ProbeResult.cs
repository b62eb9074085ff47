using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Probing.Probes;
using Sockeye.Protocols.Text;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>What came of one address of an endpoint of <c>sockeye probe</c>.</summary>
/// <param name="Endpoint">As it was written, with one port.</param>
/// <param name="Address">Which of its addresses; not there when its name is not known.</param>
/// <param name="Errno">
/// The system's error number; 0 when there was no error; not there without an address, nor of UDP without an error:
/// nobody can tell whether there is none.
/// </param>
/// <param name="Outcome">
/// <c>connected</c>, <c>open</c> (a datagram was answered), <c>open or filtered</c>, <c>unresolved</c>, or the name of
/// the error: <c>ECONNREFUSED</c>.
/// </param>
/// <param name="Reason">It in words.</param>
/// <param name="ResolveMilliseconds">How long the name took.</param>
/// <param name="ConnectMilliseconds">How long it took to connect, or to fail.</param>
/// <param name="Tls">What the handshake showed, of <c>tls://</c>.</param>
internal sealed record ProbeResult(
    string Endpoint, string? Address, int? Errno, string Outcome, string? Reason, double ResolveMilliseconds,
    double? ConnectMilliseconds, TlsResult? Tls) : IJsonLine<ProbeResult>
{
    public static JsonTypeInfo<ProbeResult> JsonType => ProbeJson.Lines.ProbeResult;

    public static ProbeResult Of(ProbedEndpoint probed, ProbeOutcome outcome) => new(
        probed.Endpoint.ToString(), PeerAddress.TextOf(outcome.Address),
        outcome.Errno == 0 && probed.Endpoint.Scheme == EndpointScheme.Udp ? null : outcome.Errno,
        NameOf(probed, outcome),
        outcome.Reason, probed.Resolving.TotalMilliseconds, outcome.Connecting.TotalMilliseconds,
        outcome.Tls is { } tls ? TlsResult.Of(tls) : null);

    public static ProbeResult Of(ProbedEndpoint probed, SocketCallException unresolved) => new(
        probed.Endpoint.ToString(), Address: null, Errno: null, "unresolved", unresolved.Message,
        probed.Resolving.TotalMilliseconds, ConnectMilliseconds: null, Tls: null);

    public string ToText()
    {
        string endpoint = PrintableText.Escape(Endpoint);
        if (Address is null)
            return $"{endpoint}: {Reason}";

        var text = new StringBuilder(endpoint);
        if (!endpoint.EndsWith(Address, StringComparison.Ordinal))
            text.Append(" (").Append(Address).Append(')');
        text.Append(": ");
        if (Errno is not null)
            text.Append(CultureInfo.InvariantCulture, $"{Errno} ");
        text.Append(Outcome);
        if (Reason is not null)
            text.Append(CultureInfo.InvariantCulture, $", {Reason}");
        text.Append(CultureInfo.InvariantCulture, $"  name {ResolveMilliseconds:0.000} ms")
            .Append(CultureInfo.InvariantCulture, $", connect {ConnectMilliseconds:0.000} ms");
        if (Tls is not null)
            Append(text, Tls);
        return text.ToString();
    }

    private static string NameOf(ProbedEndpoint probed, ProbeOutcome outcome) => outcome.State switch
    {
        ProbeState.Open => probed.Endpoint.Scheme == EndpointScheme.Udp ? "open" : "connected",
        ProbeState.OpenOrFiltered => "open or filtered",
        _ => ErrnoNames.Of(outcome.Errno),
    };

    private static void Append(StringBuilder text, TlsResult tls)
    {
        text.Append(CultureInfo.InvariantCulture, $", handshake {tls.HandshakeMilliseconds:0.000} ms");
        if (tls.Failure is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n  no TLS: {PrintableText.Escape(tls.Failure)}");
        else
            text.Append(CultureInfo.InvariantCulture, $"\n  {tls.Protocol}, {tls.Cipher}");
        if (tls.Subject is null)
            return;

        string trust = tls.Distrust is { } why ? $"NOT trusted: {PrintableText.Escape(why)}" : "trusted";
        string names = string.Join(", ", tls.Names!.Select(name => PrintableText.Escape(name)));
        text.Append(CultureInfo.InvariantCulture, $"\n  certificate  {trust}")
            .Append(CultureInfo.InvariantCulture, $"\n  subject      {PrintableText.Escape(tls.Subject)}")
            .Append(CultureInfo.InvariantCulture, $"\n  issuer       {PrintableText.Escape(tls.Issuer!)}")
            .Append(CultureInfo.InvariantCulture, $"\n  valid        {tls.NotBefore:yyyy-MM-dd HH:mm}Z")
            .Append(CultureInfo.InvariantCulture, $" to {tls.NotAfter:yyyy-MM-dd HH:mm}Z")
            .Append(CultureInfo.InvariantCulture, $"\n  names        {names}")
            .Append(CultureInfo.InvariantCulture, $"\n  SHA-256      {tls.Sha256}");
    }
}

/// <summary>What a TLS handshake showed.</summary>
/// <param name="Failure">Why there is no session; not there when there is one.</param>
/// <param name="HandshakeMilliseconds">How long it took.</param>
/// <param name="Protocol"><c>TLS 1.3</c>.</param>
/// <param name="Cipher">The suite.</param>
/// <param name="Trusted">Whether the system trusts the certificate for this host.</param>
/// <param name="Distrust">Why not.</param>
/// <param name="Subject">Whom the certificate names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="NotBefore">Valid from then on.</param>
/// <param name="NotAfter">Valid until then.</param>
/// <param name="Names">For which hosts it is.</param>
/// <param name="Sha256">Its fingerprint.</param>
internal sealed record TlsResult(
    string? Failure, double HandshakeMilliseconds, string? Protocol, string? Cipher, bool Trusted, string? Distrust,
    string? Subject, string? Issuer, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, IReadOnlyList<string>? Names,
    string? Sha256)
{
    public static TlsResult Of(TlsReport report) => new(
        report.Failure, report.Handshake.TotalMilliseconds, report.Protocol, report.Cipher,
        report is { Certificate: not null, Distrust: null }, report.Distrust, report.Certificate?.Subject,
        report.Certificate?.Issuer, report.Certificate?.NotBefore, report.Certificate?.NotAfter,
        report.Certificate?.Names, report.Certificate?.Sha256);
}

/// <summary>Results of <c>probe</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ProbeResult))]
internal sealed partial class ProbeJson : JsonSerializerContext
{
    public static ProbeJson Lines { get; } = new(JsonLine.Options());
}
