using System.Buffers.Binary;

namespace Sockeye.Protocols.Icmp;

/// <summary>The requests to one host, and what became of each. Time is an argument; nothing waits.</summary>
/// <remarks>
/// <para>Its driver calls, one at a time: <see cref="TryTakeTimeout"/> and <see cref="TryTakeRequest"/> once
/// <see cref="Deadline"/> has come, <see cref="OnReply"/> and <see cref="OnError"/> for what arrives from the host, or
/// about it. Each gives at most one event. What is not about a request of ours is no event: anybody may send it.</para>
/// <code>
/// waiting --reply--> answered --reply--> answered (duplicate)
///         --time-----> given up --reply (late)--> answered
///         --error----> failed --reply (late)--> answered
/// </code>
/// <para><c>now</c> counts from any fixed moment, and never goes back.</para>
/// </remarks>
/// <param name="options">What to send.</param>
/// <param name="version">Which ICMP.</param>
/// <param name="identifier">Whose requests they are; null where the kernel chooses, and looks at it itself.</param>
/// <param name="payload">What they carry.</param>
/// <param name="start">When the first is due.</param>
public sealed class PingSession(
    PingOptions options, IcmpVersion version, ushort? identifier, PingPayload payload, TimeSpan start)
{
    private const int Remembered = 32_768; // half of the sequence numbers: what is older is nobody's (RFC 1982)

    private readonly Dictionary<ushort, Request> _requests = [];
    private readonly Queue<ushort> _waiting = new(); // in the order they were sent, some of them answered
    private TimeSpan _nextSend = start;
    private long _sent;
    private bool _isStopped;

    /// <summary>What became of the requests so far.</summary>
    public PingStatistics Statistics { get; } = new();

    /// <summary>The length of a request in bytes, without the IP header.</summary>
    public int RequestBytes => IcmpEcho.HeaderBytes + options.PayloadBytes;

    /// <summary>When something is due: a request, or a time-out. Null when nothing ever will be.</summary>
    public TimeSpan? Deadline
    {
        get
        {
            DropSettled();
            TimeSpan? timeout = _waiting.TryPeek(out ushort first) ? TimeoutOf(first) : null;
            return MaySend && !(timeout < _nextSend) ? _nextSend : timeout;
        }
    }

    /// <summary>Everything has been sent, and every request has its end.</summary>
    public bool IsFinished => Deadline is null;

    private bool MaySend => !_isStopped && (options.Count is not { } count || _sent < count);

    /// <summary>Nothing more is sent, and nothing waited for.</summary>
    public void Stop()
    {
        _isStopped = true;
        _waiting.Clear();
    }

    /// <summary>Writes the next request, if one is due.</summary>
    /// <param name="message">Where: <see cref="RequestBytes"/> of it are written.</param>
    /// <param name="now">The present time, until <see cref="OnSent"/> knows better.</param>
    /// <param name="sequence">Its number.</param>
    public bool TryTakeRequest(Span<byte> message, TimeSpan now, out ushort sequence)
    {
        sequence = 0;
        if (!MaySend || now < _nextSend)
            return false;

        sequence = (ushort)++_sent;
        payload.Fill(message[IcmpEcho.HeaderBytes..RequestBytes]);
        IcmpEcho.WriteRequest(version, message[..RequestBytes], identifier ?? 0, sequence);

        _requests.Remove((ushort)(_sent - Remembered));
        _requests[sequence] = new Request(now, RequestState.Waiting);
        _waiting.Enqueue(sequence);
        // Counted from when it was due, so that delays do not add up; but what was missed is not sent all at once.
        _nextSend = _nextSend + options.Interval > now ? _nextSend + options.Interval : now + options.Interval;
        Statistics.OnSent();
        return true;
    }

    /// <summary>A request that was taken has left: its round trip and its time-out are counted from here.</summary>
    public void OnSent(ushort sequence, TimeSpan at) => _requests[sequence] = _requests[sequence] with { SentAt = at };

    /// <summary>An echo reply came from the host.</summary>
    /// <param name="echo">What came.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="happened">What that means, when the result is true.</param>
    /// <returns>false when it answers no request of ours.</returns>
    public bool OnReply(IcmpEcho echo, TimeSpan now, out PingEvent happened)
    {
        happened = default;
        if (!echo.IsReply || !IsOurs(echo.Identifier) || !payload.MatchesReply(echo.Payload, options.PayloadBytes)
            || !_requests.TryGetValue(echo.Sequence, out Request request))
        {
            return false;
        }

        TimeSpan roundTrip = now > request.SentAt ? now - request.SentAt : TimeSpan.Zero;
        PingEventKind kind = request.State switch
        {
            RequestState.Waiting => PingEventKind.Reply,
            RequestState.Answered => PingEventKind.Duplicate,
            _ => PingEventKind.Late,
        };
        _requests[echo.Sequence] = request with { State = RequestState.Answered };
        happened = new PingEvent(kind, echo.Sequence, roundTrip, IcmpEcho.HeaderBytes + echo.Payload.Length);
        Statistics.On(happened, wasWaiting: request.State == RequestState.Waiting);
        return true;
    }

    /// <summary>An ICMP error came that quotes a request to the host.</summary>
    /// <param name="quoted">
    /// The request; of its payload perhaps nothing (RFC 792 asks for no more than its header).
    /// </param>
    /// <param name="cause">What the error says.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="happened">What that means, when the result is true.</param>
    /// <returns>false when it is about no request of ours that is still waited for.</returns>
    public bool OnError(IcmpEcho quoted, IcmpErrorCause cause, TimeSpan now, out PingEvent happened)
    {
        happened = default;
        if (quoted.IsReply || !IsOurs(quoted.Identifier)
            || !payload.MatchesQuotation(quoted.Payload, options.PayloadBytes)
            || !_requests.TryGetValue(quoted.Sequence, out Request request) || request.State != RequestState.Waiting)
        {
            return false;
        }

        if (!cause.IsAdvice)
            _requests[quoted.Sequence] = request with { State = RequestState.Failed };
        TimeSpan roundTrip = now > request.SentAt ? now - request.SentAt : TimeSpan.Zero;
        happened = new PingEvent(PingEventKind.Error, quoted.Sequence, roundTrip, Cause: cause);
        Statistics.On(happened, wasWaiting: !cause.IsAdvice);
        return true;
    }

    /// <summary>This machine refused to send a request that was taken: nobody will answer it.</summary>
    public PingEvent OnSendFailed(ushort sequence)
    {
        Request request = _requests[sequence];
        _requests[sequence] = request with { State = RequestState.Failed };
        var happened = new PingEvent(PingEventKind.Error, sequence, TimeSpan.Zero);
        Statistics.On(happened, wasWaiting: request.State == RequestState.Waiting);
        return happened;
    }

    /// <summary>Gives up the oldest request whose time is over, if there is one.</summary>
    public bool TryTakeTimeout(TimeSpan now, out PingEvent happened)
    {
        happened = default;
        DropSettled();
        if (!_waiting.TryPeek(out ushort first) || now < TimeoutOf(first))
            return false;

        _waiting.Dequeue();
        _requests[first] = _requests[first] with { State = RequestState.GivenUp };
        happened = new PingEvent(PingEventKind.TimedOut, first, options.Timeout);
        Statistics.On(happened, wasWaiting: true);
        return true;
    }

    private TimeSpan TimeoutOf(ushort sequence) => _requests[sequence].SentAt + options.Timeout;

    private bool IsOurs(ushort theirs) => identifier is null || identifier == theirs;

    private void DropSettled()
    {
        while (_waiting.TryPeek(out ushort first) && _requests[first].State != RequestState.Waiting)
            _waiting.Dequeue();
    }

    private enum RequestState
    {
        Waiting,
        Answered,
        GivenUp,
        Failed,
    }

    private readonly record struct Request(TimeSpan SentAt, RequestState State);
}

/// <summary>What our requests carry: a random token, again and again. Only who saw a request can answer it.</summary>
/// <remarks>
/// An identifier and a sequence number can be guessed, 64 random bits cannot. A payload shorter than the token carries
/// as much of it as fits.
/// </remarks>
/// <param name="token">Random; another for each run.</param>
public readonly struct PingPayload(ulong token)
{
    private const int TokenBytes = sizeof(ulong);

    /// <summary>Fills a request's payload.</summary>
    public void Fill(Span<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, token);
        for (int at = 0; at < payload.Length; at++)
            payload[at] = bytes[at % TokenBytes];
    }

    /// <summary>Whether bytes are the beginning of what <see cref="Fill"/> writes.</summary>
    public bool Matches(ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, token);
        for (int at = 0; at < payload.Length; at++)
        {
            if (payload[at] != bytes[at % TokenBytes])
                return false;
        }

        return true;
    }

    /// <summary>
    /// The same of a reply, which has to be whole: some hosts cut long ones, but none cuts the token.
    /// </summary>
    /// <param name="payload">Of the reply.</param>
    /// <param name="sentBytes">How long the request's was.</param>
    public bool MatchesReply(ReadOnlySpan<byte> payload, int sentBytes) =>
        payload.Length >= Math.Min(sentBytes, TokenBytes) && payload.Length <= sentBytes && Matches(payload);

    /// <summary>The same of a request that an error quotes: as much of it as it likes, and more.</summary>
    /// <remarks>A router with extensions pads what it quotes to 128 bytes (RFC 4884 §4.5).</remarks>
    /// <param name="quoted">Of the quotation.</param>
    /// <param name="sentBytes">How long the request's was.</param>
    public bool MatchesQuotation(ReadOnlySpan<byte> quoted, int sentBytes) =>
        Matches(quoted[..Math.Min(quoted.Length, sentBytes)]);
}
