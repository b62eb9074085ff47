using System.Diagnostics;
using System.Globalization;
using Sockeye.EndToEnd.Processes;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>Starts a foreign netcat, each in its own words, so that it half-closes at the end of its input.</summary>
internal static class NetcatPeer
{
    /// <summary>Starts one that waits, and tells where.</summary>
    public static async Task<(RunningProcess Process, Endpoint Endpoint)> ListenAsync(
        PeerProgram program, Carrier carrier, string path, bool holdsOutput)
    {
        int port = carrier switch
        {
            Carrier.Unix => 0,
            Carrier.Udp => FreePort.Udp(),
            _ => FreePort.Tcp(), // nc and socat would tell theirs; ncat does not
        };
        Endpoint endpoint = carrier switch
        {
            Carrier.Unix => Endpoint.Unix(path),
            Carrier.Udp => Endpoint.Udp(null, port),
            _ => Endpoint.Tcp(null, port),
        };
        RunningProcess process = Start(program, Listening(program, carrier, endpoint), holdsOutput);
        await process.ErrorAsync(
            program == PeerProgram.Netcat && carrier == Carrier.Udp ? "Bound on" : "[Ll]istening on");
        return (process, endpoint);
    }

    /// <summary>Starts one that connects.</summary>
    public static RunningProcess Connect(PeerProgram program, Endpoint endpoint, bool holdsOutput) =>
        Start(program, Connecting(program, endpoint), holdsOutput);

    private static RunningProcess Start(PeerProgram program, string[] arguments, bool holdsOutput)
    {
        string name = program switch
        {
            PeerProgram.Netcat => Peer.Netcat,
            PeerProgram.Ncat => Peer.Ncat,
            PeerProgram.Socat => Peer.Socat,
            _ => Peer.Python,
        };
        return RunningProcess.Start(new ProcessStartInfo(Peer.Find(name), arguments), holdsOutput);
    }

    private static string[] Listening(PeerProgram program, Carrier carrier, Endpoint endpoint)
    {
        string port = Port(endpoint);
        return (program, carrier) switch
        {
            (PeerProgram.Netcat, Carrier.Tcp) => ["-N", "-v", "-n", "-l", endpoint.Host, port],
            (PeerProgram.Netcat, Carrier.Unix) => ["-N", "-v", "-l", "-U", endpoint.Host],
            (PeerProgram.Netcat, _) => ["-v", "-n", "-u", "-l", endpoint.Host, port],
            (PeerProgram.Ncat, Carrier.Tcp) => ["-v", "-l", endpoint.Host, port],
            (PeerProgram.Ncat, Carrier.Unix) => ["-v", "-l", "-U", endpoint.Host],
            (PeerProgram.Ncat, _) => ["-v", "-u", "-l", endpoint.Host, port],
            (PeerProgram.Socat, Carrier.Tcp) => [.. PatientSocat, $"TCP-LISTEN:{port},bind={endpoint.Host}", "-"],
            (PeerProgram.Socat, Carrier.Unix) => [.. PatientSocat, $"UNIX-LISTEN:{endpoint.Host}", "-"],
            (PeerProgram.Socat, _) => [.. PatientSocat, $"UDP-LISTEN:{port},bind={endpoint.Host}", "-"],
            _ => ["-c", PythonNetcat.Script, "listen", .. PythonAddress(endpoint)],
        };
    }

    private static string[] Connecting(PeerProgram program, Endpoint endpoint)
    {
        string port = Port(endpoint);
        return (program, endpoint.Scheme) switch
        {
            (PeerProgram.Netcat, EndpointScheme.Tcp) => ["-N", endpoint.Host, port],
            (PeerProgram.Netcat, EndpointScheme.Unix) => ["-N", "-U", endpoint.Host],
            (PeerProgram.Netcat, _) => ["-u", endpoint.Host, port],
            (PeerProgram.Ncat, EndpointScheme.Tcp) => [endpoint.Host, port],
            (PeerProgram.Ncat, EndpointScheme.Unix) => ["-U", endpoint.Host],
            (PeerProgram.Ncat, _) => ["-u", endpoint.Host, port],
            (PeerProgram.Socat, EndpointScheme.Tcp) => [.. PatientSocat, $"TCP:{endpoint.Host}:{port}", "-"],
            (PeerProgram.Socat, EndpointScheme.Unix) => [.. PatientSocat, $"UNIX-CONNECT:{endpoint.Host}", "-"],
            (PeerProgram.Socat, _) => [.. PatientSocat, $"UDP:{endpoint.Host}:{port}", "-"],
            _ => ["-c", PythonNetcat.Script, "connect", .. PythonAddress(endpoint)],
        };
    }

    // -t: how long the other direction may go on after one has ended; by default half a second.
    private static string[] PatientSocat => ["-d", "-d", "-t", "60"];

    private static string[] PythonAddress(Endpoint endpoint) => endpoint.Scheme switch
    {
        EndpointScheme.Unix => ["unix", endpoint.Host],
        EndpointScheme.Udp => ["udp", endpoint.Host, Port(endpoint)],
        _ => ["tcp", endpoint.Host, Port(endpoint)],
    };

    private static string Port(Endpoint endpoint) => endpoint.Port.ToString(CultureInfo.InvariantCulture);
}
