using System.Buffers;
using System.Net;
using Sockeye.Transports;

namespace Sockeye.Driving;

/// <summary>Datagrams to one peer, of one size but perhaps the last: what can be sent in one call.</summary>
/// <remarks>
/// A datagram is written into it, and then added. One that does not fit stays behind the others, until they are sent
/// and it begins the next batch.
/// </remarks>
internal sealed class OutgoingBatch : IBufferWriter<byte>
{
    private const int LeastBytes = 2 * 1024; // a datagram of an Ethernet frame

    private byte[] _bytes = [];
    private int _written;
    private int _added;
    private int _count;
    private bool _hasShortLast;

    /// <summary>Whom it is for.</summary>
    public EndPoint? To { get; private set; }

    /// <summary>The length of each but perhaps the last.</summary>
    public int DatagramBytes { get; private set; }

    /// <summary>What was added, one behind the other.</summary>
    public ReadOnlyMemory<byte> Datagrams => _bytes.AsMemory(0, _added);

    /// <summary>The length of the datagram that was written and is not added yet.</summary>
    public int WrittenBytes => _written - _added;

    /// <summary>Nothing was added.</summary>
    public bool IsEmpty => _count == 0;

    /// <inheritdoc/>
    public void Advance(int count) => _written += count;

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = _written + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(Math.Max(LeastBytes, needed), 2 * _bytes.Length));
        return _bytes.AsMemory(_written);
    }

    /// <summary>Adds the datagram that was just written.</summary>
    /// <returns>false when it does not fit: send the others, then <see cref="BeginWithLast"/>.</returns>
    public bool TryAdd(EndPoint to)
    {
        int bytes = WrittenBytes;
        if (IsEmpty)
            (To, DatagramBytes) = (to, bytes);
        bool fits = IsEmpty || (to.Equals(To) && bytes <= DatagramBytes && bytes > 0 && !_hasShortLast
            && _count < Datagram.MaxBatchDatagrams && _written <= Datagram.MaxBatchBytes);
        if (!fits)
            return false;

        _hasShortLast = bytes < DatagramBytes;
        _added = _written;
        _count++;
        return true;
    }

    /// <summary>Forgets the datagram that was just written.</summary>
    public void TakeBack() => _written = _added;

    /// <summary>Forgets what was added, and begins again with the datagram that did not fit.</summary>
    public void BeginWithLast(EndPoint to)
    {
        int bytes = WrittenBytes;
        _bytes.AsSpan(_added, bytes).CopyTo(_bytes);
        Clear();
        _written = bytes;
        TryAdd(to);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (_written, _added, _count, _hasShortLast, To) = (0, 0, 0, false, null);
}
