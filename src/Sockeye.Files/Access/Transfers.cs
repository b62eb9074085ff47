using System.Collections.Concurrent;
using System.Net;
using Sockeye.Files.Storage;
using Sockeye.Transports;

namespace Sockeye.Files.Access;

/// <summary>The accesses under way, over all protocols, and who is told when one ends. Safe from any thread.</summary>
/// <param name="time">The clock.</param>
/// <param name="onEnded">Is told of each access at its end, from any thread; null: nobody.</param>
public sealed class Transfers(TimeProvider time, Action<AccessRecord>? onEnded = null)
{
    private readonly ConcurrentDictionary<AccessEntry, byte> _underWay = new(); // as a set

    /// <summary>The clock.</summary>
    internal TimeProvider Time => time;

    /// <summary>The accesses under way, the oldest first.</summary>
    public IReadOnlyList<AccessEntry> UnderWay => [.. _underWay.Keys.OrderBy(transfer => transfer.Started)];

    /// <summary>Begins an access.</summary>
    /// <param name="protocol">By which protocol, as in <see cref="AccessRecord.Protocol"/>.</param>
    /// <param name="from">Where from.</param>
    /// <param name="user">The visitor's name.</param>
    /// <param name="action">What is asked for, as in <see cref="AccessRecord.Action"/>.</param>
    /// <param name="name">Which file or directory; null is the root, or none.</param>
    /// <param name="length">How many bytes are to move, if known.</param>
    public AccessEntry Begin(
        string protocol, EndPoint? from, string user, string action, FileName? name, long? length)
    {
        var subject = new AccessRecord(
            default, protocol, PeerAddress.TextOf(from), user, action, name?.Text ?? "", 0, AccessRecord.CutOff,
            default);
        var transfer = new AccessEntry(this, subject, length, time.GetTimestamp());
        _underWay.TryAdd(transfer, 0);
        return transfer;
    }

    /// <summary>What sees to it that an answer counts as given only when the peer's side has it.</summary>
    /// <param name="connection">Over which they go.</param>
    public Deliveries Over(StreamConnection connection) => new(connection, time);

    /// <summary>Takes an access off the table; false when it has ended before.</summary>
    internal bool TryEnd(AccessEntry transfer) => _underWay.TryRemove(transfer, out _);

    internal void Tell(AccessRecord ended) => onEnded?.Invoke(ended);

    internal TimeSpan ElapsedOf(AccessEntry transfer) => time.GetElapsedTime(transfer.Started);
}
