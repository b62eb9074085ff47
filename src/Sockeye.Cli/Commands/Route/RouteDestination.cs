using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Route;

/// <summary>Whom to find the way to, as a person writes it: a host, <c>host:port</c>, or an endpoint.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">Of UDP: the only port to send to; null for those that nobody listens on.</param>
/// <param name="NeedsUdp">Whether it says so itself: <c>udp://</c>.</param>
internal sealed record RouteDestination(string Host, int? Port, bool NeedsUdp)
{
    /// <summary>Reads what a person wrote.</summary>
    /// <param name="text">That.</param>
    /// <param name="destination">When the result is true.</param>
    /// <param name="error">What is wrong and what would be right, when the result is false.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out RouteDestination? destination, [NotNullWhen(false)] out string? error)
    {
        destination = null;
        if (text.Contains("://", StringComparison.Ordinal))
            return TryParseEndpoint(text, out destination, out error);

        if (text.Count(static letter => letter == '[') != text.Count(static letter => letter == ']'))
        {
            error = $"'{text}' has a bracket that is not closed; write for example [::1]:53";
            return false;
        }

        int colon = text.LastIndexOf(':');
        bool hasPort = colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':', StringComparison.Ordinal) == colon);
        string host = (hasPort ? text[..colon] : text).Trim('[', ']');
        string port = hasPort ? text[(colon + 1)..] : "";
        if (host.Length == 0)
        {
            error = "a host has no name; write its name or its address";
            return false;
        }

        if (hasPort && !IsPort(port, out _))
        {
            error = $"'{port}' is not a port from 1 to {IPEndPoint.MaxPort}; write {host}:53, or the host alone";
            return false;
        }

        if (!Endpoint.TryParse(IcmpOf(host), out _, out error))
            return false;

        destination = new RouteDestination(host, IsPort(port, out int number) ? number : null, NeedsUdp: false);
        return true;
    }

    /// <summary>The host as an endpoint that can be resolved.</summary>
    public Endpoint ToEndpoint() => Endpoint.Parse(IcmpOf(Host));

    private static bool TryParseEndpoint(
        string text, [NotNullWhen(true)] out RouteDestination? destination, [NotNullWhen(false)] out string? error)
    {
        destination = null;
        if (!Endpoint.TryParse(text, out Endpoint? endpoint, out error))
            return false;

        destination = endpoint switch
        {
            { Scheme: EndpointScheme.Icmp } => new RouteDestination(endpoint.Host, Port: null, NeedsUdp: false),
            { Scheme: EndpointScheme.Udp, Port: > 0 } => new RouteDestination(endpoint.Host, endpoint.Port, true),
            _ => null,
        };
        if (destination is null)
            error = $"{endpoint} is not what probes go to, which are ICMP or UDP; write HOST, or udp://HOST:PORT";
        return destination is not null;
    }

    private static string IcmpOf(string host) =>
        host.Contains(':', StringComparison.Ordinal) ? $"icmp://[{host}]" : $"icmp://{host}";

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is > 0 and <= IPEndPoint.MaxPort;
}
