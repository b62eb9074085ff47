using System.Runtime.InteropServices;

namespace Sockeye.Native;

/// <summary>Reads the control messages behind a received datagram one by one (cmsg(3)).</summary>
/// <remarks>
/// <code>
/// +------------------+-----------+----------+----------+---------+
/// | length (8 bytes) | level (4) | type (4) | data …   | padding |   the length counts header and data; the next one
/// +------------------+-----------+----------+----------+---------+   begins at a multiple of 8, as 64-bit Linux has it
/// </code>
/// </remarks>
/// <param name="control">What the kernel wrote.</param>
internal ref struct ControlMessages(ReadOnlySpan<byte> control)
{
    private const int HeaderBytes = 16;
    private const int Alignment = 8;

    private ReadOnlySpan<byte> _rest = control;

    /// <summary>SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6 …</summary>
    public int Level { get; private set; }

    /// <summary>SCM_TIMESTAMPNS, IP_TTL …</summary>
    public int Type { get; private set; }

    /// <summary>What it says.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Moves to the next one.</summary>
    /// <returns>false when there is none, or none that is whole.</returns>
    public bool MoveNext()
    {
        if (_rest.Length < HeaderBytes)
            return false;

        ulong length = MemoryMarshal.Read<ulong>(_rest);
        if (length < HeaderBytes || length > (ulong)_rest.Length)
            return false;

        Level = MemoryMarshal.Read<int>(_rest[8..]);
        Type = MemoryMarshal.Read<int>(_rest[12..]);
        Data = _rest[HeaderBytes..(int)length];
        int aligned = ((int)length + Alignment - 1) / Alignment * Alignment;
        _rest = _rest[Math.Min(aligned, _rest.Length)..];
        return true;
    }
}
