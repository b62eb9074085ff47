using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sockeye.Access;
using Sockeye.Cli.Commands;
using Sockeye.Cli.Ending;
using Sockeye.Storage;
using Sockeye.Transports;
using Sockeye.Transports.Sockets;

namespace Sockeye.Cli.Lab;

/// <summary>What the exercises work with: sockets, files, a transcript, and patience.</summary>
/// <param name="context">The command's surroundings.</param>
/// <param name="folder">The files; stays with the caller.</param>
/// <param name="isRoleAlone">
/// Whether only one side plays here: a server then says where it listens as servers do.
/// </param>
internal sealed class LabBench(CommandContext context, LabFolder folder, bool isRoleAlone) : IDisposable
{
    private readonly Lock _lock = new();

    /// <summary>The longest an exercise may take: 60 s; on loopback each takes a second or two.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The command's surroundings.</summary>
    public CommandContext Context => context;

    /// <summary>Real sockets.</summary>
    public SocketTransport Sockets => context.Network.Sockets;

    /// <summary>The clock.</summary>
    public TimeProvider Time => context.Time;

    /// <summary>The servers' log: only with <c>--verbose</c>, the transcript says the rest.</summary>
    public ILogger Logger => context.Console.Verbose ? context.Surroundings.Logger : NullLogger.Instance;

    /// <summary>The files that are served, and room for those that are fetched.</summary>
    public LabFolder Folder => folder;

    /// <summary>Finish.</summary>
    public CancellationToken Stop => context.Stop;

    /// <summary>Drop everything.</summary>
    public CancellationToken Insist => context.Surroundings.Signals.Insist;

    /// <summary>The files to serve. The bench keeps one root for all exercises.</summary>
    public FileRoot Root { get; } = new(folder.Root);

    /// <summary>The same for everybody: to be read.</summary>
    public SharedFolder SharedFolder => field ??= new SharedFolder(Root, Rights.ReadOnly);

    /// <summary>A server can be connected to.</summary>
    public void Announce(Endpoint endpoint)
    {
        if (isRoleAlone)
            context.Console.Say($"listening on {endpoint}");
        else
            Note("server", $"listening on {endpoint}");
    }

    /// <summary>A line of the transcript.</summary>
    public void Note(string who, string what)
    {
        if (context.Console.Json)
            return;

        lock (_lock)
        {
            context.Console.Out.WriteLine($"    {who,-8} {what}");
            context.Console.Out.Flush();
        }
    }

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

    /// <summary>Runs a command of ours as a user would.</summary>
    public async Task<(ExitCode Code, string Error)> RunCommandAsync(params string[] arguments)
    {
        var host = new RecordingHost(context);
        int code = await SockeyeCommand.RunAsync(arguments, host, TextWriter.Null, TextWriter.Null);
        return ((ExitCode)code, host.Error);
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
