using Sockeye.Protocols.Chat;

namespace Sockeye.Protocols.Irc.Client;

/// <summary>One connection of a client of IRC: lines of the server and time in, lines and events out.</summary>
/// <remarks>
/// Lines are said at a pace, and never more than <see cref="IrcClientOptions.Burst"/> of them before the server has
/// answered a PING behind them: so a slow server is not flooded, and what it has dealt with is known.
/// </remarks>
public sealed class IrcClientSession
{
    private const string PingToken = "sockeye";
    private const string SaidToken = "sockeye-said";
    private static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(5); // for the server's last word: our choice

    private readonly IrcClientOptions _options;
    private readonly IrcClientMemory _memory;
    private readonly IrcRegistration _registration;
    private readonly IrcRooms _rooms;
    private readonly ChatPace _pace;
    private readonly Queue<IrcMessage> _lines = [];
    private readonly Queue<IrcClientEvent> _events = [];
    private readonly TimeSpan _begun;
    private TimeSpan _heard;
    private TimeSpan? _quitAt;
    private bool _isPinged;
    private bool _isConfirming;
    private bool _isFinishing;

    /// <summary>Begins to enter: the first lines wait to be taken.</summary>
    /// <param name="options">Who we are.</param>
    /// <param name="memory">What outlives this connection.</param>
    /// <param name="now">The time.</param>
    public IrcClientSession(IrcClientOptions options, IrcClientMemory memory, TimeSpan now)
    {
        (_options, _memory, _begun, _heard) = (options, memory, now, now);
        _pace = new ChatPace(options.Burst, options.Pace);
        _registration = new IrcRegistration(options, _lines.Enqueue, _events.Enqueue);
        _rooms = new IrcRooms(memory, _registration, _lines.Enqueue, _events.Enqueue);
        _registration.Begin();
    }

    /// <summary>The nick we have, or ask for.</summary>
    public string Nick => _registration.Nick;

    /// <summary>Whether the server has let us in.</summary>
    public bool IsRegistered => _registration.IsOver;

    /// <summary>Whether lines wait to be said.</summary>
    public bool HasWaitingLines => _memory.WaitingLines > 0;

    /// <summary>Whether <c>QUIT</c> was sent: then the end of the connection is no failure.</summary>
    public bool HasQuit => _quitAt is not null;

    /// <summary>The server was silent for too long, or does not end the connection.</summary>
    public bool IsDead { get; private set; }

    /// <summary>When to call <see cref="OnDeadline"/>, unless a line comes before.</summary>
    public TimeSpan Deadline
    {
        get
        {
            if (_quitAt is { } quit)
                return quit + QuitTimeout;

            TimeSpan silence = _heard + (_isPinged || !IsRegistered ? _options.DeadAfter : _options.PingAfter);
            TimeSpan next = MaySay ? _pace.NextAt : TimeSpan.MaxValue;
            TimeSpan entry = IsRegistered ? TimeSpan.MaxValue : _begun + _options.EntryTimeout;
            return TimeSpan.FromTicks(Math.Min(Math.Min(silence.Ticks, next.Ticks), entry.Ticks));
        }
    }

    // Behind a burst the server's answer is waited for, and before the first line the rooms.
    private bool MaySay => IsRegistered && _rooms.AreSettled && _quitAt is null && _memory.WaitingLines > 0
        && !_isConfirming && _memory.UnconfirmedLines < _options.Burst;

    /// <summary>Sends a message as it is, at once.</summary>
    public void Send(IrcMessage message) => _lines.Enqueue(message);

    /// <summary>Says a text, when its turn comes: <see cref="IrcClientMemory.Say"/>.</summary>
    public void Say(string target, string text, bool isAction = false) => _memory.Say(target, text, isAction);

    /// <summary>Enters a room, now and after each reconnection.</summary>
    public void Join(string room, string? key = null)
    {
        _memory.Want(room, key);
        if (IsRegistered)
            _rooms.Join(room);
    }

    /// <summary>No more will be said: leaves when everything was, and the server has dealt with it.</summary>
    public void Finish() => _isFinishing = true;

    /// <summary>Leaves at once.</summary>
    public void Quit(TimeSpan now)
    {
        if (_quitAt is not null)
            return;

        _quitAt = now;
        _lines.Enqueue(new IrcMessage("QUIT"));
    }

    /// <summary>Takes a line of the server, without its ending.</summary>
    public void OnLine(ReadOnlySpan<byte> line, TimeSpan now)
    {
        (_heard, _isPinged) = (now, false);
        IrcMessage.Parse(line, out IrcMessage? message, IrcLimits.MaxTagBytes);
        if (message is not null)
            OnMessage(message);
    }

    /// <summary>Looks at the clock.</summary>
    public void OnDeadline(TimeSpan now)
    {
        if (_quitAt is { } quit)
        {
            IsDead |= now >= quit + QuitTimeout;
            return;
        }

        IsDead |= now - _heard >= _options.DeadAfter;
        IsDead |= !IsRegistered && now - _begun >= _options.EntryTimeout;
        if (IsDead || _isPinged || !IsRegistered || now - _heard < _options.PingAfter)
            return;

        _isPinged = true;
        _lines.Enqueue(new IrcMessage("PING", PingToken));
    }

    /// <summary>The next line to send, without its ending; false when there is none now.</summary>
    public bool TryTakeLine(TimeSpan now, out string line)
    {
        line = "";
        if (_lines.Count == 0)
            Continue(now);
        if (!_lines.TryDequeue(out IrcMessage? message))
            return false;

        line = message.ToString();
        return true;
    }

    /// <summary>The next event; false when there is none.</summary>
    public bool TryTakeEvent(out IrcClientEvent? happened) => _events.TryDequeue(out happened);

    // What there is to say, the question behind it, and QUIT behind that.
    private void Continue(TimeSpan now)
    {
        if (MaySay && now >= _pace.NextAt && _memory.TryTake(out IrcMessage? said))
        {
            _pace.Take(now);
            _memory.UnconfirmedLines++;
            _lines.Enqueue(said!);
            if (!_registration.Has("echo-message"))
                _rooms.OnOwnMessage(said!);
        }
        else if (_memory.UnconfirmedLines > 0 && !_isConfirming && _quitAt is null
            && (_memory.UnconfirmedLines >= _options.Burst || _memory.WaitingLines == 0))
        {
            _isConfirming = true;
            _lines.Enqueue(new IrcMessage("PING", SaidToken));
        }
        else if (_isFinishing && IsRegistered && _rooms.AreSettled
            && _memory is { WaitingLines: 0, UnconfirmedLines: 0 })
        {
            Quit(now);
        }
    }

    private void OnMessage(IrcMessage message)
    {
        switch (message.Command)
        {
            case "PING": _lines.Enqueue(new IrcMessage("PONG", message.Parameters)); break;
            case "PONG": OnPong(message); break;
            case "376" or "422": _rooms.JoinAll(); break; // the end of the greeting, or there is none
            case "ERROR": _events.Enqueue(new IrcClientEvent(IrcEventKind.Ended, LastOf(message))); break;
            default:
                if (!_registration.OnMessage(message) && !_rooms.OnMessage(message) && !IrcNumerics.IsNoise(message))
                    _events.Enqueue(new IrcClientEvent(IrcEventKind.Info, WordsOf(message)));
                break;
        }
    }

    private void OnPong(IrcMessage message)
    {
        if (LastOf(message) != SaidToken)
            return;

        _isConfirming = false;
        _memory.ConfirmedLines += _memory.UnconfirmedLines;
        _memory.UnconfirmedLines = 0;
    }

    private static string LastOf(IrcMessage message) => message.Parameters is [.., var last] ? last : "";

    // Of a reply the first parameter is our nick.
    private static string WordsOf(IrcMessage message) =>
        string.Join(' ', char.IsAsciiDigit(message.Command[0]) ? message.Parameters.Skip(1) : message.Parameters);
}
