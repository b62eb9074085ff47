using Sockeye.Protocols.Chat;

namespace Sockeye.Chat;

/// <summary>The one hall that all doors share, behind one lock.</summary>
/// <remarks>Whoever has the turn does what is quick, and waits for nothing: all others wait meanwhile.</remarks>
/// <param name="limits">How much the hall takes of everything.</param>
/// <param name="history">What keeps what was said; only who has the turn uses it.</param>
/// <param name="time">The clock.</param>
public sealed class ChatHub(ChatLimits limits, IChatHistory history, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly ChatHall _hall = new(limits, history);

    /// <summary>Waits for the turn, and has the hall until it is disposed.</summary>
    public Turn Begin()
    {
        _lock.Enter();
        _hall.Now = time.GetUtcNow();
        return new Turn(this);
    }

    /// <summary>The hall, for as long as nobody else has it.</summary>
    public readonly ref struct Turn : IDisposable
    {
        private readonly ChatHub _hub;

        internal Turn(ChatHub hub) => _hub = hub;

        /// <summary>The hall.</summary>
        public ChatHall Hall => _hub._hall;

        /// <summary>Lets others have it.</summary>
        public void Dispose() => _hub._lock.Exit();
    }
}
