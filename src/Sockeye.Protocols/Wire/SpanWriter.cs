using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sockeye.Protocols.Wire;

/// <summary>Writes big-endian fields to the front of a span. The caller has made sure that they fit.</summary>
/// <param name="bytes">Where to write.</param>
public ref struct SpanWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>How many bytes have been written.</summary>
    public int Written { get; private set; }

    /// <summary>Writes a 16-bit number.</summary>
    public void WriteUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes[Written..], value);
        Written += sizeof(ushort);
    }

    /// <summary>Writes text as UTF-8, with a closing NUL.</summary>
    public void WriteZeroTerminated(string value)
    {
        Written += Encoding.UTF8.GetBytes(value, _bytes[Written..]);
        _bytes[Written++] = 0;
    }

    /// <summary>Writes a number as decimal digits, with a closing NUL.</summary>
    public void WriteZeroTerminated(long value)
    {
        value.TryFormat(_bytes[Written..], out int written, provider: CultureInfo.InvariantCulture);
        Written += written;
        _bytes[Written++] = 0;
    }
}
