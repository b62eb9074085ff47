using System.Buffers;
using Sockeye.Protocols.Upper;

namespace Sockeye.Fuzz.Targets;

/// <summary>Whatever a stream holds, it becomes the same in any pieces, and bytes of ASCII never get lost.</summary>
internal static class UpperCase
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] whole = Transform(input, Math.Max(1, input.Length));
        Invariant.Require(whole.AsSpan().SequenceEqual(Transform(input, 1)), "another text in pieces");
        Invariant.Require(Ascii(whole) >= Ascii(input), "a byte is lost"); // a character may become one of ASCII
    }

    private static int Ascii(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte one in bytes)
            count += one < 0x80 ? 1 : 0;
        return count;
    }

    private static byte[] Transform(ReadOnlySpan<byte> input, int pieceBytes)
    {
        var caser = new UpperCaser();
        var output = new ArrayBufferWriter<byte>();
        for (int at = 0; at < input.Length; at += pieceBytes)
            caser.Transform(input.Slice(at, Math.Min(pieceBytes, input.Length - at)), output);
        caser.Complete(output);
        return output.WrittenSpan.ToArray();
    }
}
