using System.Buffers;
using System.Text;
using Sockeye.Protocols.Http;

namespace Sockeye.Protocols.Tests.Http;

public sealed class RequestScannerTests
{
    private const string Chunked = "PUT / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n";

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n", "A[: b\r\n")]
    [InlineData(
        "GET / HTTP/1.1\r\nHost: x\r\nA!#$%&'*+-.^_`|~1: \t\u00ff \r\n\r\nGET / HTTP/1.1\nB: c\n", "A\u0001: b\r\n")]
    [InlineData("PUT / HTTP/1.1\r\ncontent-LENGTH: 5\r\n\r\nA[: b", "\0 HTTP/1.1\r\nA[: b\r\n", 12)]
    [InlineData("GET / HTTP/1.1\r\n", "Content-Length: 1 2\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Content-Length: 9223372036854775808\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", " folded: x\r\n")]
    [InlineData(Chunked + "a;b;c=d; e = \"\\\"\t\" \r\n0123456789\r\nFf\r\n", "0", -1)]
    [InlineData("PUT / HTTP/1.1\r\n", "Transfer-Encoding: chunked, gzip\r\n")]
    [InlineData("PUT / HTTP/1.1\r\n", "Transfer-Encoding: identity, chunked\r\n")]
    [InlineData("PUT / HTTP/1.1\r\n", "Transfer-Encoding: gzip\r\n")]
    [InlineData("PUT / HTTP/1.1\r\n", "Transfer-Encoding: chunked, chunked\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nTransfer-Encoding:\tchunked\t\r\n", "Transfer-Encoding: chunked\r\n")]
    [InlineData("PUT / HTTP/1.1\nContent-Length: 5\r\n", "\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nContent-Length: 5\nA: b\r\n", "\r\n")]
    [InlineData("GET / HTTP/1.0\nA: b\n\nPUT / HTTP/1.1\r\nContent-Length: 5\r\n", "\n")]
    [InlineData(Chunked, "5\n")]
    [InlineData(Chunked + "1\r\nx", "\n")]
    [InlineData(Chunked + "0\r\nT: x\r\n", "T: y\n")]
    [InlineData(Chunked + "1\r\nx\r\n", "g\r\n")]
    [InlineData(Chunked + "1\r\nx", "y\r\n")]
    [InlineData(Chunked, "8000000000000000\r\n")]
    [InlineData(Chunked, "5 x\r\n")]
    [InlineData(Chunked, "5;=a\r\n")]
    [InlineData(Chunked, "5;a=\r\n")]
    [InlineData(Chunked, "5;a=\"b\r\n")]
    [InlineData(Chunked, "5;a=\"\\\u0001\"\r\n")]
    [InlineData(Chunked + "0\r\nT: x\r\n", "T\0: x\r\n")]
    [InlineData(Chunked + "0\r\nContent-Length: +1\r\n\r\nGET / HTTP/1.1\r\n", "A(: x\r\n")]
    public void Scanning_ends_before_the_line_that_is_wrong(string right, string wrong, int more = 0)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(right + wrong + "GET /behind HTTP/1.1\r\n");
        for (int piece = 1; piece < bytes.Length; piece++)
        {
            var scanner = new RequestScanner();
            long scanned = Scan(scanner, bytes, piece);

            if (more < 0) // nothing is wrong: a chunk is on its way
            {
                Assert.Null(scanner.Problem);
                continue;
            }

            Assert.NotNull(scanner.Problem);
            int begun = IsOfChunks(right) ? wrong.Length - 1 : 0; // of a chunk's first line the beginning may be taken
            Assert.InRange(scanned, right.Length + more, right.Length + more + begun);
        }
    }

    [Fact]
    public void First_line_of_a_chunk_is_never_behind_what_was_lent()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(Chunked + "5;na");
        var scanner = new RequestScanner();

        Assert.Equal(bytes.Length, Scan(scanner, bytes, bytes.Length));
        Assert.Equal(13, scanner.Scan(new ReadOnlySequence<byte>("me=x\r\nhello\r\n"u8.ToArray()[..13])));
        Assert.Null(scanner.Problem);
    }

    private static bool IsOfChunks(string right) => right.StartsWith(Chunked, StringComparison.Ordinal);

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x4")]
    public void What_is_not_known_is_not_scanned(string text)
    {
        var scanner = new RequestScanner();

        Assert.Equal(text.Length, Scan(scanner, Encoding.Latin1.GetBytes(text), 7));

        Assert.True(scanner.IsOff);
        Assert.Null(scanner.Problem);
    }

    [Theory]
    [InlineData(8192, null), InlineData(8193, "the line of a chunk's size is too long")]
    public void A_chunks_line_is_as_long_in_pieces_as_whole(int lineBytes, string? problem)
    {
        string line = $"1;a={new string('b', lineBytes - 5)}\r"; // 5: what stands around them
        byte[] bytes = Encoding.ASCII.GetBytes($"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{line}\n");
        foreach (int pieceBytes in (int[])[bytes.Length, 1000])
        {
            var scanner = new RequestScanner();

            Scan(scanner, bytes, pieceBytes);

            Assert.Equal(problem, scanner.Problem);
        }
    }

    [Fact]
    public void Any_bytes_are_scanned_alike_however_they_are_cut()
    {
        var random = new Random(7);
        string[] words =
        [
            "GET / HTTP/1.1\r\n", "\r\n", "Content-Length: 7\r\n", "Transfer-Encoding: chunked\r\n", "3\r\n", "0\r\n",
            "abc", "a[:\r\n", "A: b\r\n", "\0", ";x", "\n", "PRI * HTTP/2.0\r\n",
        ];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(string.Concat(random.GetItems(words, random.Next(1, 12))));
            var whole = new RequestScanner();
            var pieces = new RequestScanner();

            long right = whole.Scan(new ReadOnlySequence<byte>(bytes));
            long inPieces = Scan(pieces, bytes, random.Next(1, 9));

            Assert.Equal(whole.Problem, pieces.Problem);
            // Of a wrong line of a chunk's size, the beginning may be taken.
            Assert.InRange(inPieces, right, whole.Problem is null ? right : bytes.Length);
        }
    }

    private static long Scan(RequestScanner scanner, byte[] bytes, int pieceBytes)
    {
        long scanned = 0;
        for (int end = pieceBytes; scanner.Problem is null && end < bytes.Length + pieceBytes; end += pieceBytes)
        {
            Memory<byte> piece = bytes.AsMemory((int)scanned..Math.Min(end, bytes.Length));
            scanned += scanner.Scan(new ReadOnlySequence<byte>(piece));
        }

        return scanned;
    }
}
