using System.Buffers.Binary;

namespace Sockeye.Protocols.Wire;

/// <summary>The CRC-32 of IEEE 802.3, reflected, as zip and Ethernet use it; eight bytes at a time.</summary>
public sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320; // of 802.3, bits reversed

    private static readonly uint[][] Tables = MakeTables();

    private uint _state = uint.MaxValue;

    /// <summary>The sum of what was appended so far.</summary>
    public uint Current => ~_state;

    /// <summary>Goes on with <paramref name="bytes"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = state ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = Tables[7][low & 0xff] ^ Tables[6][(low >> 8) & 0xff]
                ^ Tables[5][(low >> 16) & 0xff] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xff] ^ Tables[2][(high >> 8) & 0xff]
                ^ Tables[1][(high >> 16) & 0xff] ^ Tables[0][high >> 24];
        }

        foreach (byte value in bytes)
            state = Tables[0][(state ^ value) & 0xff] ^ (state >> 8);
        _state = state;
    }

    // Table n says what a byte does to the sum when n more bytes of zero follow it.
    private static uint[][] MakeTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (uint value = 0; value < 256; value++)
        {
            uint sum = value;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ Polynomial : sum >> 1;
            tables[0][value] = sum;
        }

        for (int table = 1; table < 8; table++)
        {
            for (int value = 0; value < 256; value++)
                tables[table][value] = (tables[table - 1][value] >> 8) ^ tables[0][tables[table - 1][value] & 0xff];
        }

        return tables;
    }
}
