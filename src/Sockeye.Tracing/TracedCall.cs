namespace Sockeye.Tracing;

/// <summary>One call on a socket, from whatever source.</summary>
public sealed record TracedCall
{
    /// <summary>What it does to the socket.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>Its name, as a program writes it: <c>recv</c>, <c>read</c>, <c>setsockopt</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Its arguments but the socket and the data, as text that is safe to show: the source has escaped it.
    /// </summary>
    public string Arguments { get; init; } = "";

    /// <summary>What it returned, as text; empty when it failed or never returned.</summary>
    public string Result { get; init; } = "";

    /// <summary>The error by name, for example <c>ECONNREFUSED</c>; null when it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it had not returned when the trace ended.</summary>
    public bool NeverReturned { get; init; }

    /// <summary>The socket; null for a call that has none yet and got none.</summary>
    public TracedSocket? Socket { get; init; }

    /// <summary>The socket it made besides: of <c>accept</c>, and the second of <c>socketpair</c>.</summary>
    public TracedSocket? NewSocket { get; init; }

    /// <summary>
    /// Whom it concerns: the peer of a datagram, of <c>accept</c>, of <c>connect</c>; null when not told.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>How many bytes it moved.</summary>
    public long Bytes { get; init; }

    /// <summary>Of several datagrams moved at once, the length of each but the last; 0 when it was one.</summary>
    public int DatagramBytes { get; init; }

    /// <summary>The first of the bytes it moved; passwords in them are hidden.</summary>
    public ReadOnlyMemory<byte> Preview { get; init => field = Secrets.Hide(value); }

    /// <summary>Who called.</summary>
    public CallMaker Maker { get; init; } = CallMaker.Unknown;

    /// <summary>When it was called, since the beginning of the trace.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>How long it took until it returned.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When it returned.</summary>
    public TimeSpan End => Start + Duration;

    /// <summary>Whether a stream told its end.</summary>
    public bool IsEndOfStream =>
        this is { Kind: CallKind.Receive, Bytes: 0, Error: null, NeverReturned: false, Socket.IsStream: true };
}
