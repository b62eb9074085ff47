using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Sockeye.Native;
using Sockeye.Testing;
using Sockeye.Transports.Sockets.Polling;

namespace Sockeye.Tests.Transports.Sockets.Polling;

/// <summary>Turns on a loop without threads: the test takes the events.</summary>
public sealed class EventBudgetTests : IDisposable
{
    private const int RoundsOfTurn = 32; // of two calls each

    private readonly TempDirectory _directory = new();
    private readonly List<Socket> _sockets = [];
    private readonly Shift _shift = new(new StallWatch("none", static _ => { }));
    private readonly PolledSocket _start;
    private readonly PolledSocket _here;
    private readonly PolledSocket _there;
    private int _rounds;

    public EventBudgetTests()
    {
        (_start, _) = Pair();
        (_here, _there) = Pair();
        _there.OnChange(Epoll.Read); // it may try
    }

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _directory.Dispose();
    }

    [Fact]
    public async Task Handler_that_never_has_to_wait_goes_on_after_the_others()
    {
        Task talking = TalkAsync(rounds: 3 * RoundsOfTurn);
        (PolledSocket other, _) = Pair();
        Task<int> seen = RoundsAtAsync(other);

        _shift.Serve(_start, Epoll.Read);
        Assert.Equal((RoundsOfTurn, true), (_rounds, _shift.HasMore));
        _shift.Serve(other, Epoll.Read);
        Assert.Equal(RoundsOfTurn, await seen);
        _shift.GoOn();
        Assert.Equal(2 * RoundsOfTurn, _rounds);
        _shift.GoOn();

        await talking;
        Assert.False(_shift.HasMore);
        Assert.Equal(4, _shift.Events); // so nobody takes it for one that blocks
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Shift_that_ends_lets_them_go_on_elsewhere()
    {
        Task talking = TalkAsync(rounds: 10 * RoundsOfTurn);
        _shift.Serve(_start, Epoll.Read);

        _shift.HandOver();

        await talking;
        Assert.Equal(10 * RoundsOfTurn, _rounds);
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Whoever_uses_up_a_turn_on_a_shift_that_was_ended_goes_on_elsewhere_at_once()
    {
        Task talking = TalkAsync(rounds: 10 * RoundsOfTurn);
        _shift.End(); // its thread was held up, and another has taken over

        _shift.Serve(_start, Epoll.Read);

        await talking;
        Assert.Equal(10 * RoundsOfTurn, _rounds);
    }

    [Fact]
    public async Task Off_the_loops_nobody_waits_for_a_turn()
    {
        _start.OnChange(Epoll.Read);

        await TalkAsync(rounds: 10 * RoundsOfTurn);

        Assert.Equal(10 * RoundsOfTurn, _rounds);
    }

    [Fact]
    public async Task File_is_sent_by_as_much_as_a_turn_allows()
    {
        string path = _directory["file"];
        await File.WriteAllBytesAsync(path, new byte[4 * EventBudget.Bytes]);
        using SafeFileHandle file = File.OpenHandle(path);
        Task<int?> sending = SendAsync(file);

        _shift.Serve(_start, Epoll.Read);

        Assert.InRange((await sending)!.Value, 1, EventBudget.Bytes);
    }

    private async Task TalkAsync(int rounds)
    {
        await _start.WaitToReceiveAsync(CancellationToken.None);
        byte[] message = new byte[1];
        for (; _rounds < rounds; _rounds++)
        {
            await _here.SendAsync(message, CancellationToken.None);
            await _there.ReceiveAsync(message, CancellationToken.None);
        }
    }

    private async Task<int> RoundsAtAsync(PolledSocket socket)
    {
        await socket.WaitToReceiveAsync(CancellationToken.None);
        return _rounds;
    }

    private async Task<int?> SendAsync(SafeFileHandle file)
    {
        await _start.WaitToReceiveAsync(CancellationToken.None);
        return await _here.SendFileAsync(file, offset: 0, 4 * EventBudget.Bytes, CancellationToken.None);
    }

    // UNIX sockets: what is sent is there. Detached: no loop tells them anything.
    private (PolledSocket Here, PolledSocket There) Pair()
    {
        var address = new UnixDomainSocketEndPoint(_directory[$"socket{_sockets.Count}"]);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(address);
        listener.Listen();
        var here = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        here.Connect(address);
        return (Polled(here), Polled(listener.Accept()));
    }

    private PolledSocket Polled(Socket socket)
    {
        socket.Blocking = false;
        _sockets.Add(socket);
        var polled = new PolledSocket(socket, new EventLoops());
        polled.Detach();
        return polled;
    }
}
