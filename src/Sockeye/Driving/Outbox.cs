using Sockeye.Protocols;
using Sockeye.Protocols.Checks;
using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>The bounded queue of messages to one peer. Whoever has something for it never waits.</summary>
/// <remarks>
/// <para>One task writes what has gathered and flushes once, so a slow peer holds up nobody but itself.</para>
/// <para>A message is not copied on its way into the queue: one that is for many is encoded once, and shared.</para>
/// </remarks>
public sealed class Outbox : IAsyncDisposable
{
    // So much is written at a time and held for the connection: our choice, the batches of a server's files.
    private const int BatchBytes = 64 * 1024;

    private readonly ILineChannel _channel;
    private readonly OutboxOptions _options;
    private readonly Lock _lock = new();
    private readonly Queue<Slot> _waiting = new();
    private readonly Dictionary<object, Slot> _latest = []; // the newest message of each topic that waits
    private readonly SemaphoreSlim _somethingWaits = new(0, 1);
    private readonly Task _writing;
    private int _messages; // how many wait, or are being sent
    private int _bytes; // of them
    private bool _isComplete;
    private bool _isOverfull; // and the rest of what waited was dropped

    /// <summary>Begins to write to a peer. Nobody else may write to the channel any more.</summary>
    /// <param name="channel">To the peer; the caller disposes what it stands on, after this.</param>
    /// <param name="options">The limits.</param>
    public Outbox(ILineChannel channel, OutboxOptions options)
    {
        (_channel, _options) = (channel, options);
        _writing = WriteAllAsync(); // up to its first wait
    }

    /// <summary>How many messages were dropped because too many waited.</summary>
    public long Dropped { get; private set; }

    /// <summary>Queues a message, unless too much waits already (<see cref="OutboxOptions"/>). Never waits.</summary>
    /// <param name="message">A line without its ending. It must not change any more.</param>
    /// <param name="topic">
    /// What it is about, if only the latest matters: one of the same topic that still waits is replaced.
    /// </param>
    /// <returns>false when it will not be sent: it was dropped, or the connection is over.</returns>
    /// <exception cref="LocalProtocolException">It has a line ending in it.</exception>
    public bool TryEnqueue(ReadOnlyMemory<byte> message, object? topic = null)
    {
        if (message.Span.ContainsAny((byte)'\r', (byte)'\n'))
            throw new LocalProtocolException("a message that is more than one line");

        lock (_lock)
        {
            if (_isComplete)
                return false;
            if (TryAdd(message, topic))
                return true;

            Dropped++;
            if (_options.DropsNewest)
                return false;
            _isOverfull = true;
            Close();
        }

        _channel.Abort(EndReason.SendQueueFull);
        return false;
    }

    /// <summary>Takes nothing more, and waits until all that was queued is sent.</summary>
    /// <exception cref="TransportException">The peer went away before, or too much waited for it.</exception>
    public async Task CompleteAsync()
    {
        lock (_lock)
        {
            _isComplete = true;
            Wake();
        }

        await _writing;
        if (_isOverfull)
            throw TransportException.PeerGone("too much waited for the peer");
    }

    /// <summary>The same; never throws for what the peer did.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CompleteAsync();
        }
        catch (IOException)
        {
            // the reader of the channel learns of it as well
        }
    }

    private bool TryAdd(ReadOnlyMemory<byte> message, object? topic)
    {
        Slot? superseded = topic is null ? null : _latest.GetValueOrDefault(topic);
        int more = message.Length - (superseded?.Message.Length ?? 0);
        if (_bytes + more > _options.MaxBytes || (superseded is null && _messages == _options.MaxMessages))
            return false;

        _bytes += more;
        if (superseded is not null)
        {
            superseded.Message = message;
            return true;
        }

        var slot = new Slot { Message = message, Topic = topic };
        if (topic is not null)
            _latest[topic] = slot;
        _waiting.Enqueue(slot);
        _messages++;
        Wake();
        return true;
    }

    private void Close()
    {
        _isComplete = true;
        _waiting.Clear();
        _latest.Clear();
        Wake();
    }

    private void Wake()
    {
        if (_somethingWaits.CurrentCount == 0)
            _somethingWaits.Release();
    }

    private async Task WriteAllAsync()
    {
        try
        {
            while (true)
            {
                await _somethingWaits.WaitAsync();
                while (WriteBatch() is { Messages: > 0 } batch)
                {
                    await _channel.FlushAsync(CancellationToken.None); // ends with the connection
                    GiveRoom(batch);
                }

                lock (_lock)
                {
                    if (_isComplete && _waiting.Count == 0)
                        return;
                }
            }
        }
        catch (Exception failure) when (failure is not IOException)
        {
            _channel.Abort(EndReason.HandlerFailed); // or its reader would wait for what never comes
            throw;
        }
        finally
        {
            lock (_lock)
                Close();
        }
    }

    private Batch WriteBatch()
    {
        var batch = default(Batch);
        while (batch.Bytes < BatchBytes && TryTake(out ReadOnlyMemory<byte> message))
        {
            _channel.Write(message.Span);
            batch = new Batch(batch.Messages + 1, batch.Bytes + message.Length);
        }

        return batch;
    }

    private bool TryTake(out ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            bool isThere = _waiting.TryDequeue(out Slot? slot);
            if (slot?.Topic is { } topic)
                _latest.Remove(topic);
            message = slot?.Message ?? default;
            return isThere;
        }
    }

    // What was sent no longer waits.
    private void GiveRoom(Batch batch)
    {
        lock (_lock)
            (_messages, _bytes) = (_messages - batch.Messages, _bytes - batch.Bytes);
    }

    private readonly record struct Batch(int Messages, int Bytes);

    private sealed class Slot
    {
        public required ReadOnlyMemory<byte> Message { get; set; }

        public object? Topic { get; init; }
    }
}

/// <summary>How much may wait for a peer, and what happens beyond.</summary>
public sealed record OutboxOptions
{
    /// <summary>The most bytes that wait. Default 96 KiB: some 200 of IRC's longest lines.</summary>
    public int MaxBytes { get; init => field = Require.AtLeast(1, value); } = 96 * 1024;

    /// <summary>The most messages that wait. Default 1,000.</summary>
    public int MaxMessages { get; init => field = Require.AtLeast(1, value); } = 1_000;

    /// <summary>
    /// Whether a message that is too many is dropped, and the connection goes on. Default no: the connection ends with
    /// <see cref="Transports.EndReason.SendQueueFull"/>, so that its peer never misses a message without knowing.
    /// </summary>
    public bool DropsNewest { get; init; }
}
