using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.EndToEnd.Netcat;

/// <summary>Our <c>listen</c> or <c>connect</c>, joined with a foreign netcat.</summary>
internal sealed class Conversation : IAsyncDisposable
{
    private readonly TemporaryDirectory _folder;

    private Conversation(TemporaryDirectory folder, RunningProcess ours, RunningProcess theirs) =>
        (_folder, Ours, Theirs) = (folder, ours, theirs);

    public RunningProcess Ours { get; }

    public RunningProcess Theirs { get; }

    /// <summary>Starts both; they find each other by themselves.</summary>
    /// <param name="role">Ours.</param>
    /// <param name="program">The peer.</param>
    /// <param name="carrier">Over what.</param>
    /// <param name="holdsOurs">Leaves our output unread at first, so that the peer's sending blocks.</param>
    /// <param name="holdsTheirs">Leaves the peer's output unread at first, so that our sending blocks.</param>
    public static async Task<Conversation> StartAsync(
        Role role, PeerProgram program, Carrier carrier, bool holdsOurs = false, bool holdsTheirs = false)
    {
        var folder = new TemporaryDirectory();
        string path = folder.At("socket");
        if (role == Role.Connect)
        {
            (RunningProcess theirs, Endpoint there) = await NetcatPeer.ListenAsync(program, carrier, path, holdsTheirs);
            var start = SockeyeProcess.StartInfo("connect", there.ToString());
            return new Conversation(folder, RunningProcess.Start(start, holdsOurs), theirs);
        }

        string where = carrier switch
        {
            Carrier.Unix => $"unix:{path}",
            Carrier.Udp => "udp://127.0.0.1:0",
            _ => "tcp://127.0.0.1:0",
        };
        SockeyeServer ours = await SockeyeServer.StartAsync(SockeyeProcess.StartInfo("listen", where), holdsOurs);
        return new Conversation(folder, ours.Process, NetcatPeer.Connect(program, ours.Endpoint, holdsTheirs));
    }

    public async ValueTask DisposeAsync()
    {
        await Ours.DisposeAsync();
        await Theirs.DisposeAsync();
        _folder.Dispose();
    }
}
