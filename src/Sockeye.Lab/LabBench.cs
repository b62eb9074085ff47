using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Serving;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Lab;

/// <summary>What the exercises work with: sockets, files, a transcript, and how long to wait.</summary>
/// <param name="surroundings">What is there already.</param>
/// <param name="folder">The files; stays with the caller.</param>
internal sealed class LabBench(LabSurroundings surroundings, LabFolder folder) : IDisposable
{
    /// <summary>The longest an exercise may take: 60 s; on loopback each takes a second or two.</summary>
    public static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Real sockets.</summary>
    public SocketTransport Sockets => surroundings.Sockets;

    /// <summary>Is told of every socket call; null for nobody.</summary>
    public ISocketCallSink? Calls => surroundings.Calls;

    /// <summary>The file of this program, for what is said of rights that it lacks; null when nobody knows.</summary>
    public string? ProgramPath => surroundings.ProgramPath;

    /// <summary>The clock.</summary>
    public TimeProvider Time => surroundings.Time;

    /// <summary>The servers' log.</summary>
    public ILogger Logger => surroundings.Logger;

    /// <summary>What the servers measure.</summary>
    public ServerMetrics Metrics => surroundings.Metrics;

    /// <summary>Runs commands as a user would.</summary>
    public ICommandStarter Commands => surroundings.Commands;

    /// <summary>The files that are served, and room for those that are fetched.</summary>
    public LabFolder Folder => folder;

    /// <summary>Finish.</summary>
    public CancellationToken Stop => surroundings.Stop;

    /// <summary>Drop everything.</summary>
    public CancellationToken Insist => surroundings.Insist;

    /// <summary>The files to serve. The bench keeps one root for all exercises.</summary>
    public FileRoot Root { get; } = new(folder.Root);

    /// <summary>The same for everybody: to be read.</summary>
    public SharedFolder SharedFolder => field ??= new SharedFolder(Root, Rights.ReadOnly);

    /// <summary>A server can be connected to.</summary>
    public void Announce(Endpoint endpoint) => surroundings.Transcript.Announce(endpoint);

    /// <summary>A line of the transcript.</summary>
    public void Note(string who, string what) => surroundings.Transcript.Note(who, what);

    /// <summary>
    /// Where an exercise listens: its own port, or 10,000 above it where that one needs a right we lack.
    /// </summary>
    /// <param name="exercise">Which.</param>
    /// <param name="host">On which host.</param>
    /// <param name="port">Another port that our user asked for; null for the exercise's own.</param>
    public async Task<Endpoint> EndpointForAsync(
        IExercise exercise, string host = Endpoint.DefaultHost, int? port = null)
    {
        if (port is { } asked)
            return At(exercise, host, asked);

        Endpoint own = At(exercise, host, exercise.Port);
        if (exercise.Port is 0 or >= Ports.FirstUnprivileged || await MayBindAsync(own))
            return own;

        int shifted = exercise.Port + Ports.ShiftWithoutPrivilege;
        Note("lab", $"no right to port {exercise.Port}: using {shifted}");
        return At(exercise, host, shifted);
    }

    /// <summary>Connects a client role.</summary>
    public async Task<StreamConnection> ConnectAsync(Endpoint server)
    {
        StreamConnection connection = await Sockets.ConnectAsync(server, Stop);
        Note("client", $"{connection.LocalEndPoint} connected to {server}");
        return connection;
    }

    public void Dispose() => Root.Dispose();

    private static Endpoint At(IExercise exercise, string host, int port) =>
        exercise.Scheme switch
        {
            EndpointScheme.Icmp => Endpoint.Icmp(host),
            EndpointScheme.Udp => Endpoint.Udp(host, port),
            _ => Endpoint.Tcp(host, port),
        };

    // Only the lack of a right shifts the port; a port that is in use is a failure of the exercise, and says so.
    private async Task<bool> MayBindAsync(Endpoint endpoint)
    {
        var untraced = new SocketTransport(Time); // the exercise has not begun
        try
        {
            await using IAsyncDisposable _ = endpoint.IsDatagram
                ? await untraced.BindAsync(endpoint, Stop)
                : await untraced.ListenAsync(endpoint, Stop);
            return true;
        }
        catch (SocketCallException e)
        {
            return e.SocketError != SocketError.AccessDenied;
        }
    }
}
