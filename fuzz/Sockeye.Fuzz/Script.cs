namespace Sockeye.Fuzz;

/// <summary>An input as a series of datagrams: a byte that says how long the next is, and the datagram.</summary>
/// <remarks>
/// A length of 0 is none: the machine's deadline passes. 255 is one of 600 bytes, the last one repeated.
/// </remarks>
/// <param name="input">All of it.</param>
internal ref struct Script(ReadOnlySpan<byte> input)
{
    private const int LongBytes = 600; // our choice: more than a block of 512, the default of TFTP

    private ReadOnlySpan<byte> _rest = input;

    /// <summary>The next datagram; empty when the deadline passes.</summary>
    /// <returns>false at the end.</returns>
    public bool TryTake(out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        if (_rest.IsEmpty)
            return false;

        int length = Math.Min((int)_rest[0], _rest.Length - 1);
        bool isLong = _rest[0] == byte.MaxValue;
        datagram = _rest.Slice(1, length);
        _rest = _rest[(1 + length)..];
        if (isLong && length > 0)
            datagram = Lengthened(datagram);
        return true;
    }

    private static byte[] Lengthened(ReadOnlySpan<byte> datagram)
    {
        byte[] whole = new byte[LongBytes];
        whole.AsSpan().Fill(datagram[^1]);
        datagram.CopyTo(whole);
        return whole;
    }
}
