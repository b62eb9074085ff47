using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Framing;
using Sockeye.Protocols.Irc;
using Sockeye.Protocols.Irc.Client;
using Sockeye.Transports;

namespace Sockeye.Chat.Client;

/// <summary>One connection of a client: its session brought together with the server and the clock.</summary>
internal sealed class IrcClientConnection(
    StreamConnection connection, IrcClientSession session, Func<TimeSpan> clock, TimeProvider time)
{
    // All tags that a server may send, and the longest text.
    private const int MaxLineBytes = IrcLimits.MaxTagBytes + IrcLimits.MaxTextBytes;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1); // then it is looked at the clock again

    private readonly LineChannel _channel = new(connection, new LineDecoder(MaxLineBytes));
    private readonly CancellationTokenSource _over = new(); // without a timer: nothing to dispose
    private Task<bool> _reading = Task.FromResult(false);
    private bool _commandsEnded;

    public required ChannelReader<Action<IrcClientSession, TimeSpan>> Commands { get; init; }

    public required Action<IrcClientEvent> OnEvent { get; init; }

    /// <summary>Runs to the connection's end.</summary>
    /// <returns>Whether we have left, and were not left.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        try
        {
            return await LoopAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await LeaveAsync();
            throw;
        }
        catch (IOException) when (session.HasQuit)
        {
            return true; // how it ends then is the server's affair
        }
        finally
        {
            await _over.CancelAsync();
            await Task.WhenAny(_reading); // nobody reads any more: what was said last still arrives
            if (!session.HasQuit)
                connection.Abort(EndReason.PeerReset);
        }
    }

    private async Task<bool> LoopAsync(CancellationToken stop)
    {
        Task<bool>? waiting = null;
        _reading = _channel.MoveNextAsync(_over.Token).AsTask();
        while (true)
        {
            RequireAlive();
            TakeCommands();
            await SendAsync(stop);
            TellEvents();

            waiting ??= WantsCommands ? Commands.WaitToReadAsync(_over.Token).AsTask() : null;
            await WaitAsync(waiting, stop);
            if (waiting is { IsCompleted: true })
                (_commandsEnded, waiting) = (!await waiting, null);
            if (_commandsEnded)
                session.Finish();
            if (!_reading.IsCompleted)
                continue;
            if (!await _reading)
                return session.HasQuit;

            session.OnLine(_channel.Current.ToArray(), clock());
            _reading = _channel.MoveNextAsync(_over.Token).AsTask();
        }
    }

    // What waits to be said waits in one place: here not more than a line of text at a time.
    private bool WantsCommands => !_commandsEnded && session.IsRegistered && !session.HasWaitingLines;

    private void TakeCommands()
    {
        while (WantsCommands && Commands.TryRead(out Action<IrcClientSession, TimeSpan>? command))
            command(session, clock());
    }

    private async Task SendAsync(CancellationToken stop)
    {
        bool isWritten = false;
        while (session.TryTakeLine(clock(), out string line))
        {
            _channel.Write(Encoding.UTF8.GetBytes(line));
            isWritten = true;
        }

        if (isWritten)
            await _channel.FlushAsync(stop);
    }

    private void TellEvents()
    {
        while (session.TryTakeEvent(out IrcClientEvent? happened))
        {
            OnEvent(happened!);
            if (happened!.Kind == IrcEventKind.Refused)
                throw new PeerProtocolException(ProtocolError.Refused, happened.Text);
        }
    }

    private void RequireAlive()
    {
        session.OnDeadline(clock());
        if (session.IsDead && !session.HasQuit)
            throw new TimeoutException("the server does not answer");
        if (session.IsDead)
            throw TransportException.PeerGone("the server does not end the connection");
    }

    private async Task WaitAsync(Task? waiting, CancellationToken stop)
    {
        TimeSpan wait = session.Deadline - clock();
        if (wait <= TimeSpan.Zero)
            return;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task timer = Task.Delay(wait < LongestWait ? wait : LongestWait, time, over.Token);
        await (waiting is null ? Task.WhenAny(_reading, timer) : Task.WhenAny(_reading, waiting, timer));
        await over.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    // One attempt, which waits for nothing: whoever stops us wants the end.
    private async Task LeaveAsync()
    {
        session.Quit(clock());
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        try
        {
            await SendAsync(now.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // It sees the end of the connection instead.
        }
    }
}
