namespace Sockeye.Transports;

/// <summary>
/// The answers that were sent over one connection, until the peer's side has them: only then did they succeed.
/// </summary>
/// <remarks>
/// It looks when the next answer was sent, at times, and at the end. Whoever serves the connection disposes it when
/// there will be no more answers: it then ends our stream, and waits for the peer. Safe from any thread.
/// </remarks>
public sealed class Deliveries : IAsyncDisposable
{
    /// <summary>
    /// How long after an answer it is looked at again. Our choice: a little longer than a peer's kernel puts off its
    /// acknowledgement (40 ms on Linux), so that one look is mostly enough.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Of so many answers the delivery is waited for at once. Our choice: as many as a fast peer is sent in a round
    /// trip; but 30,000 short ones fit into the buffers of a peer that reads none.
    /// </summary>
    internal const int MaxUnderWay = 64;

    private readonly StreamConnection _connection;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<(ISentAnswer Answer, long Sent)> _underWay = new();
    private ITimer? _timer;
    private bool _isLooking; // the timer is set
    private bool _isOver;
    private long _delivered; // as far as is known

    /// <summary>Follows the answers over a connection.</summary>
    /// <param name="connection">The connection; it stays with its owner.</param>
    /// <param name="time">The clock.</param>
    public Deliveries(StreamConnection connection, TimeProvider time) => (_connection, _time) = (connection, time);

    /// <summary>An answer was sent to its last byte. From now on it is looked after here.</summary>
    /// <param name="answer">The answer.</param>
    public void Add(ISentAnswer answer)
    {
        lock (_lock)
        {
            answer.OnFollowed();
            _underWay.Enqueue((answer, _connection.Delivery.Sent));
            Look();
            if (_isOver)
                GiveUp();
        }
    }

    /// <summary>
    /// Waits while so many answers are under way that the peer is to have some of them before it is given another. Ends
    /// as well when the peer is gone, or the connection is aborted.
    /// </summary>
    public async ValueTask WaitForRoomAsync()
    {
        try
        {
            while (IsFull(out long middle)
                && await DeliveryWait.ForAsync(_connection, middle, _time, _connection.Aborted))
            {
                // the peer has half of them
            }
        }
        catch (OperationCanceledException)
        {
            // aborted: whoever serves the connection learns it by what he does next
        }
    }

    /// <summary>Waits until the peer's side has everything, or is gone: what it has not is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        long last;
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            Look();
            last = _underWay.Count == 0 ? 0 : _underWay.Last().Sent;
        }

        try
        {
            if (last > 0 && _connection.EndReason is EndReason.None or EndReason.PeerBrokeProtocol)
                await EndAsync(last);
        }
        finally
        {
            lock (_lock)
            {
                _isOver = true;
                Look();
                GiveUp();
            }
        }
    }

    private async ValueTask EndAsync(long last)
    {
        try
        {
            await _connection.CompleteOutputAsync(_connection.Aborted);
            if (!await DeliveryWait.ForAsync(_connection, last, _time, _connection.Aborted))
                _connection.TrySetEndReason(EndReason.PeerReset);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // it was reset, or aborted: what has not arrived is cut off
        }
    }

    private bool IsFull(out long middle)
    {
        lock (_lock)
        {
            if (_underWay.Count >= MaxUnderWay)
                Look();
            bool isFull = _underWay.Count >= MaxUnderWay;
            middle = isFull ? _underWay.ElementAt(MaxUnderWay / 2).Sent : 0;
            return isFull;
        }
    }

    private void OnTime()
    {
        lock (_lock)
        {
            _isLooking = false;
            Look();
        }
    }

    private void Look()
    {
        _delivered = Math.Max(_delivered, _connection.Delivery.Delivered);
        while (_underWay.TryPeek(out (ISentAnswer Answer, long Sent) oldest) && oldest.Sent <= _delivered)
            _underWay.Dequeue().Answer.OnDelivered();

        if (_underWay.Count == 0 || _isLooking || _isOver)
            return;

        _isLooking = true;
        _timer ??= _time.CreateTimer(
            static deliveries => ((Deliveries)deliveries!).OnTime(), this, Pause, Timeout.InfiniteTimeSpan);
        _timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    private void GiveUp()
    {
        while (_underWay.TryDequeue(out (ISentAnswer Answer, long Sent) left))
            left.Answer.OnCutOff(left.Sent - _delivered);
    }
}

/// <summary>How much of what was sent over a connection has reached the peer's side.</summary>
/// <remarks>
/// The peer's side is its kernel: whether its program reads what has arrived there, nobody is told. Both are counted by
/// the lowest layer: of TLS they are bytes of records.
/// </remarks>
/// <param name="Sent">Bytes handed to the transport so far.</param>
/// <param name="Delivered">How many of them the peer's side has.</param>
public readonly record struct Delivery(long Sent, long Delivered)
{
    /// <summary>How many of them are on their way.</summary>
    public long UnderWay => Math.Max(0, Sent - Delivered);

    /// <summary>Whether nothing is on its way.</summary>
    public bool IsComplete => Delivered >= Sent;
}

/// <summary>
/// An answer that was sent over a connection, until it is known whether the peer's side has it. See
/// <see cref="Deliveries"/>.
/// </summary>
public interface ISentAnswer
{
    /// <summary>How many bytes of content it has.</summary>
    long Bytes { get; }

    /// <summary>From now on its end is told by one of the others, and by nothing else. Called once.</summary>
    void OnFollowed();

    /// <summary>The peer's side has all of it.</summary>
    void OnDelivered();

    /// <summary>The peer's side will never have all of it.</summary>
    /// <param name="undelivered">How many bytes it lacks, at least; perhaps none of the content.</param>
    void OnCutOff(long undelivered);
}
