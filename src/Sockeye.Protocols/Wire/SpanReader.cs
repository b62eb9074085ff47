using System.Buffers.Binary;

namespace Sockeye.Protocols.Wire;

/// <summary>Reads big-endian fields from the front of a span. Every read says whether there was enough.</summary>
/// <param name="bytes">What to read.</param>
public ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads a 16-bit number.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_rest, out value))
            return false;

        _rest = _rest[sizeof(ushort)..];
        return true;
    }

    /// <summary>Reads the bytes before the next <paramref name="delimiter"/>, which is skipped.</summary>
    public bool TryReadTo(byte delimiter, out ReadOnlySpan<byte> value)
    {
        int at = _rest.IndexOf(delimiter);
        if (at < 0)
        {
            value = default;
            return false;
        }

        value = _rest[..at];
        _rest = _rest[(at + 1)..];
        return true;
    }
}
