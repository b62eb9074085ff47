using System.Buffers;
using System.Net;
using System.Text;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Chat.Lines;
using Sockeye.Protocols.Framing;
using Sockeye.Transports;

namespace Sockeye.Chat.Lines;

/// <summary>A client at netcat or telnet: its lines brought to the session, and the session's to it.</summary>
/// <remarks>
/// Before it has a name it is asked and answered one line after the other. Then the lines of others come at any time,
/// and all that is for it goes through an <see cref="Outbox"/>.
/// </remarks>
internal sealed class LineDoorConnection : IAsyncDisposable
{
    private readonly StreamConnection _connection;
    private readonly ChatHub _hub;
    private readonly LineDoorOptions _options;
    private readonly TimeProvider _time;
    private readonly ChatChannel _lines;
    private readonly ChatLineSession _session;
    private readonly ChatPace _pace;
    private readonly CancellationTokenSource _closing = new();
    private readonly long _since;
    private Task _closed = Task.CompletedTask;
    private Outbox? _outbox; // from when it has a name; made by who has the hall's turn

    public LineDoorConnection(StreamConnection connection, ChatHub hub, LineDoorOptions options, TimeProvider time)
    {
        (_connection, _hub, _options, _time) = (connection, hub, options, time);
        _lines = new ChatChannel(new LineChannel(
            connection, new LineDecoder(options.MaxLineBytes, endOfStreamEndsLine: true)));
        ChatLineOptions meeting = options.Session with
        {
            Host = HostOf(connection.RemoteEndPoint),
            IsSecure = connection.IsPrivate,
        };
        _session = new ChatLineSession(meeting, Write, Close);
        _pace = new ChatPace(options.Burst, options.LineInterval);
        _since = time.GetTimestamp();
    }

    /// <summary>Serves it to its end. In the hall it is gone before this returns.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        string reason = "connection lost";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, _closing.Token);
        try
        {
            if (await IsNamedAsync(ending.Token))
                await TalkAsync(ending.Token);
            reason = _session.IsOver ? _session.LastWord : "connection closed";
        }
        catch (PeerProtocolException e)
        {
            reason = e.Error == ProtocolError.FrameTooLong ? "a line was too long" : "not a line";
            Say($"-- A line has at most {_options.MaxLineBytes} bytes. Goodbye.");
            throw;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            reason = "the server stops";
            Say("-- The server stops. Goodbye.");
            throw;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            reason = ""; // others know why it was thrown out
        }
        finally
        {
            Leave(reason);
        }
    }

    /// <summary>What waits for it is sent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_outbox is not null)
            await _outbox.DisposeAsync();
        await _closed;
        _closing.Dispose();
    }

    // An IPv6 address does not begin with a colon, which would be the last parameter of a message of IRC.
    private static string HostOf(EndPoint? peer)
    {
        if (peer is null || PeerAddress.Plain(peer) is not IPEndPoint { Address: var address })
            return "localhost";

        string text = address.ToString();
        return text.StartsWith(':') ? $"0{text}" : text;
    }

    private async Task<bool> IsNamedAsync(CancellationToken ending)
    {
        using var tooLate = new CancellationTokenSource(_options.NameTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, tooLate.Token);
        try
        {
            while (!_session.IsInside && !_session.IsOver)
            {
                _connection.Output.Write(ChatLineSession.Prompt);
                await _lines.FlushAsync(either.Token);
                if (!await _lines.MoveNextAsync(either.Token))
                    return false;
                await TakeLineAsync(either.Token);
            }

            if (!_session.IsInside)
                await _lines.FlushAsync(either.Token);
            return _session.IsInside;
        }
        catch (OperationCanceledException) when (tooLate.IsCancellationRequested && !ending.IsCancellationRequested)
        {
            _connection.Abort(EndReason.IdleTooLong);
            return false;
        }
    }

    private async Task TalkAsync(CancellationToken ending)
    {
        using IDisposable? silence = _options.AllowsSilence ? _connection.Working() : null;
        while (!_session.IsOver && await _lines.MoveNextAsync(ending))
            await TakeLineAsync(ending);
    }

    // Who sends faster than it may is not read meanwhile: what it sends stays in its own kernel.
    private async ValueTask TakeLineAsync(CancellationToken ending)
    {
        TimeSpan wait = _pace.Take(_time.GetElapsedTime(_since));
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, ending);

        using ChatHub.Turn turn = _hub.Begin();
        _session.OnLine(turn.Hall, _lines.Current);
    }

    private void Leave(string reason)
    {
        if (_connection.EndReason == EndReason.SendQueueFull)
            reason = "too slow";
        else if (_connection.EndReason == EndReason.IdleTooLong)
            reason = "silent for too long";
        using ChatHub.Turn turn = _hub.Begin();
        _session.Leave(turn.Hall, reason);
    }

    private void Say(string line)
    {
        using ChatHub.Turn turn = _hub.Begin();
        Write(line);
    }

    // By who has the turn.
    private void Write(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        if (_session.IsInside)
            (_outbox ??= new Outbox(_lines, _options.Outbox)).TryEnqueue(bytes);
        else
            _lines.Write(bytes);
    }

    // On another thread: who has the turn must not go on with what ends here.
    private void Close() => _closed = _closing.CancelAsync();
}
