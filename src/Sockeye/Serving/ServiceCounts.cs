using System.Diagnostics.Metrics;
using Sockeye.Transports;

namespace Sockeye.Serving;

/// <summary>What a service has counted since the process started. From any thread.</summary>
internal sealed class ServiceCounts(string service)
{
    private static readonly EndReason[] Reasons = Enum.GetValues<EndReason>();

    private readonly KeyValuePair<string, object?> _tag = new("service", service);
    private readonly long[] _ended = new long[Reasons.Length]; // by reason
    private long _active;
    private long _accepted;
    private long _received;
    private long _sent;

    public string Service => service;

    public Measurement<long> Active => new(Interlocked.Read(ref _active), _tag);

    public Measurement<long> Accepted => new(Interlocked.Read(ref _accepted), _tag);

    /// <summary>Both directions.</summary>
    public IEnumerable<Measurement<long>> Bytes =>
    [
        new(Interlocked.Read(ref _received), _tag, new("direction", "received")),
        new(Interlocked.Read(ref _sent), _tag, new("direction", "sent")),
    ];

    /// <summary>One for each type of error that there was, and one without for the ends in good order.</summary>
    public IEnumerable<Measurement<long>> Ended =>
        from reason in Reasons
        group Interlocked.Read(ref _ended[(int)reason]) by ErrorType.Of(reason) into ends
        let count = ends.Sum()
        where count > 0
        select new Measurement<long>(count, TagsOf(ends.Key));

    public void Start()
    {
        Interlocked.Increment(ref _active);
        Interlocked.Increment(ref _accepted);
    }

    public void End(EndReason reason, long bytesReceived, long bytesSent)
    {
        Interlocked.Decrement(ref _active);
        CountEnd(reason, bytesReceived, bytesSent);
    }

    /// <summary>What was over at once: it was never active.</summary>
    public void Answer(long bytesReceived, long bytesSent)
    {
        Interlocked.Increment(ref _accepted);
        CountEnd(EndReason.Completed, bytesReceived, bytesSent);
    }

    /// <summary>The tags of an end: no type of error is no tag.</summary>
    public KeyValuePair<string, object?>[] TagsOf(string? errorType) =>
        errorType is null ? [_tag] : [_tag, new("error.type", errorType)];

    private void CountEnd(EndReason reason, long bytesReceived, long bytesSent)
    {
        Interlocked.Increment(ref _ended[(int)reason]);
        Interlocked.Add(ref _received, bytesReceived);
        Interlocked.Add(ref _sent, bytesSent);
    }
}
