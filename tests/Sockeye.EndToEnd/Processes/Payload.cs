namespace Sockeye.EndToEnd.Processes;

/// <summary>
/// Bytes to send: all values, no pattern that a lost or repeated block would leave intact, the same in each run.
/// </summary>
internal static class Payload
{
    public static byte[] Of(int bytes, int seed = 1)
    {
        byte[] payload = new byte[bytes];
        new Random(seed).NextBytes(payload);
        return payload;
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
