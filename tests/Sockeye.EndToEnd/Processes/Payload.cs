using System.Runtime.InteropServices;

namespace Sockeye.EndToEnd.Processes;

/// <summary>
/// Bytes to send: all values, no pattern that a lost or repeated block would leave intact, the same in each run.
/// </summary>
internal static class Payload
{
    public static byte[] Of(int bytes, int seed = 1)
    {
        byte[] payload = new byte[bytes];
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(payload.AsSpan());
        ulong state = (ulong)seed;
        foreach (ref ulong word in words)
            word = Next(ref state);
        foreach (ref byte last in payload.AsSpan(words.Length * sizeof(ulong)))
            last = (byte)Next(ref state);
        return payload;
    }

    // SplitMix64 (Steele, Lea and Flood, 2014): tests send gigabytes, and a Random with a seed makes them byte
    // by byte.
    private static ulong Next(ref ulong state)
    {
        ulong mixed = state += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Compares, and tells lengths and the first difference, not megabytes.</summary>
    public static void AssertEqual(byte[] expected, byte[] actual)
    {
        int same = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(
            expected.Length == actual.Length && same == expected.Length,
            $"expected {expected.Length} bytes, got {actual.Length}; they differ from byte {same} on");
    }
}
