using System.Buffers;
using Sockeye.Protocols.Http;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a client sends, the scanner in front of the server finds the same in any pieces, and never goes further
/// than what it was given.
/// </summary>
internal static class HttpRequests
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        (long whole, string? problem) = Scan(bytes, Math.Max(1, bytes.Length));
        (long pieces, string? problemInPieces) = Scan(bytes, 1 + (bytes.Length / 7));
        bool isAsFar = problem is null ? pieces == whole : pieces >= whole; // the wrong line's beginning may be taken
        if (problem != problemInPieces || !isAsFar || pieces > bytes.Length)
            throw new InvalidOperationException("another reading in pieces");
    }

    private static (long Scanned, string? Problem) Scan(byte[] bytes, int pieceBytes)
    {
        var scanner = new RequestScanner();
        long scanned = 0;
        for (int end = 0; end < bytes.Length && scanner.Problem is null;)
        {
            end = Math.Min(bytes.Length, end + pieceBytes);
            scanned += scanner.Scan(new ReadOnlySequence<byte>(bytes.AsMemory((int)scanned..end)));
        }

        return (scanned, scanner.Problem);
    }
}
