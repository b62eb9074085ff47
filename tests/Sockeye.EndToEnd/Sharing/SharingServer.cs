using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>
/// <c>sockeye serve</c> with one or more services over one folder; each access is a line of its standard output.
/// </summary>
internal sealed class SharingServer : IAsyncDisposable
{
    private readonly string[] _services;
    private readonly Endpoint[] _endpoints;

    private SharingServer(RunningProcess process, string[] services, Endpoint[] endpoints) =>
        (Process, _services, _endpoints) = (process, services, endpoints);

    public RunningProcess Process { get; }

    /// <summary>Starts it over <c>root</c> of a folder, with a home of its own for its certificate.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="services">What it serves, as <c>ftp@tls://127.0.0.1:0</c>; the protocol alone is over loopback.</param>
    /// <param name="options">More words of the command line.</param>
    public static Task<SharingServer> StartAsync(TemporaryDirectory folder, string[] services, params string[] options) =>
        StartAsync([], folder, services, options);

    /// <inheritdoc cref="StartAsync(TemporaryDirectory, string[], string[])"/>
    /// <param name="before">Words before the command: a program that runs it.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="services">What it serves.</param>
    /// <param name="options">More words.</param>
    public static async Task<SharingServer> StartAsync(
        string[] before, TemporaryDirectory folder, string[] services, params string[] options)
    {
        string[] words =
        [
            .. before,
            .. SockeyeProcess.CommandLine(
                ["serve", .. services.Select(Where), "--root", folder.At("root"), "--access-log", "-", .. options]),
        ];
        var start = new ProcessStartInfo(words[0], words[1..]);
        start.Environment["XDG_CONFIG_HOME"] = folder.AddDirectory("home");
        RunningProcess process = RunningProcess.Start(start);
        await process.ErrorAsync(@$"(?s)(listening on \S+\n.*){{{services.Length}}}");
        Endpoint[] endpoints =
        [
            .. Regex.Matches(process.Error.Text, @"listening on (\S+)\n").Select(match =>
                Endpoint.TryParse(match.Groups[1].Value, out Endpoint? endpoint, out string? error)
                    ? endpoint
                    : throw new InvalidOperationException(error)),
        ];
        return new SharingServer(process, services, endpoints);
    }

    /// <summary>Where a service listens: the first of the name, or just that one.</summary>
    public IPEndPoint AddressOf(string service)
    {
        Endpoint endpoint = EndpointOf(service);
        return new IPEndPoint(IPAddress.Parse(endpoint.Host), endpoint.Port);
    }

    /// <summary>The URL of a file by a service.</summary>
    public string Url(string service, string name)
    {
        bool isSecured = EndpointOf(service).Scheme == EndpointScheme.Tls;
        string scheme = service == "files" ? (isSecured ? "tls" : "tcp") : isSecured ? service + "s" : service;
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{AddressOf(service)}/{name}");
    }

    /// <summary>The lines of the access log that are whole.</summary>
    public string[] Log() => Process.Output.Text.Split('\n')[..^1];

    /// <summary>Waits until the access log has a line that fits.</summary>
    public Task LoggedAsync(string pattern) => Process.OutputAsync($"(?m)^{pattern}$");

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static string Where(string service) => service.Contains('@', StringComparison.Ordinal)
        ? service
        : $"{service}@{(service == "tftp" ? "udp" : "tcp")}://127.0.0.1:0";

    private Endpoint EndpointOf(string service) =>
        _endpoints[Array.FindIndex(_services, one => one == service || one.Split('@')[0] == service)];
}
