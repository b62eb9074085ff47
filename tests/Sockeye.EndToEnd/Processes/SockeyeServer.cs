using System.Diagnostics;
using System.Net;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Processes;

/// <summary><c>sockeye serve</c>, <c>listen</c> or <c>talk --listen</c>, once it says where it listens.</summary>
internal sealed class SockeyeServer : IAsyncDisposable
{
    private SockeyeServer(RunningProcess process, Endpoint endpoint) => (Process, Endpoint) = (process, endpoint);

    public RunningProcess Process { get; }

    /// <summary>Where it listens, as it printed it.</summary>
    public Endpoint Endpoint { get; }

    public string Host => Endpoint.Host;

    public string Port => Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public IPEndPoint Address => new(IPAddress.Parse(Endpoint.Host), Endpoint.Port);

    /// <summary>Starts a command and waits until it listens.</summary>
    public static Task<SockeyeServer> StartAsync(params string[] arguments) =>
        StartAsync(SockeyeProcess.StartInfo(arguments));

    /// <inheritdoc cref="StartAsync(string[])"/>
    public static async Task<SockeyeServer> StartAsync(ProcessStartInfo start, bool holdsOutput = false)
    {
        RunningProcess process = RunningProcess.Start(start, holdsOutput);
        string where = (await process.ErrorAsync(@"listening on (\S+)\n")).Groups[1].Value;
        Assert.True(Endpoint.TryParse(where, out Endpoint? endpoint, out string? error), error);
        return new SockeyeServer(process, endpoint);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
