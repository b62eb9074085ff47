using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Sfp;

public sealed class SfpRequestTests
{
    private static readonly Sha256Sum Sum = Sha256Sum.Of("abc"u8);

    public static TheoryData<SfpRequest, string> Lines => new()
    {
        { SfpRequest.Get("notes.txt"), "GET notes.txt\n" },
        { SfpRequest.Range("my notes", 5, 10), "RANGE 5 10 my notes\n" },
        { SfpRequest.Range("a/b", 0, null), "RANGE 0 - a/b\n" },
        { SfpRequest.Range("x", long.MaxValue, long.MaxValue), "RANGE 9223372036854775807 9223372036854775807 x\n" },
        { SfpRequest.Stat("-"), "STAT -\n" },
        { SfpRequest.SumOf("ünï/文"), "SUM ünï/文\n" },
        { SfpRequest.SumOfRange("x", 1, 2), "SUMRANGE 1 2 x\n" },
        { SfpRequest.List("", isRecursive: false), "LIST\n" },
        { SfpRequest.List("", isRecursive: true), "LISTALL\n" },
        { SfpRequest.List("a b", isRecursive: false), "LIST a b\n" },
        { SfpRequest.List("a", isRecursive: true), "LISTALL a\n" },
        { SfpRequest.Put("new.bin", 3, Sum), $"PUT 3 {Sum} new.bin\n" },
        { SfpRequest.Resume("new bin", 3, Sum), $"RESUME 3 {Sum} new bin\n" },
        { SfpRequest.Touch("a b", DateTimeOffset.UnixEpoch.AddTicks(1)), "TOUCH 1970-01-01T00:00:00.0000001Z a b\n" },
        { SfpRequest.Delete("x y"), "DELETE x y\n" },
        { SfpRequest.MkDir("d"), "MKDIR d\n" },
        { SfpRequest.RmDir("d"), "RMDIR d\n" },
        { SfpRequest.Login("alice", "a secret with spaces "), "LOGIN alice a secret with spaces \n" },
        { SfpRequest.Bye, "BYE\n" },
    };

    [Theory, MemberData(nameof(Lines))]
    public void Request_is_one_line_and_comes_back_the_same(SfpRequest request, string line)
    {
        var output = new ArrayBufferWriter<byte>();

        new SfpRequestEncoder().Encode(request, output);

        Assert.Equal(line, Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal([request], Decode(line));
    }

    [Theory]
    [InlineData("get notes.txt\r\n"), InlineData("Get notes.txt\n"), InlineData("GET notes.txt\n")]
    public void Verbs_are_taken_in_either_case_and_with_either_ending(string line) =>
        Assert.Equal([SfpRequest.Get("notes.txt")], Decode(line));

    [Fact]
    public void What_a_page_makes_a_browser_send_is_not_read_further() => Assert.Throws<PeerProtocolException>(
        () => Decode("POST / HTTP/1.1\r\nHost: x\r\n\r\nDELETE notes.txt\n"));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(1_000)]
    public void Same_requests_whatever_the_chunk_size(int chunkBytes)
    {
        SfpRequest[] expected = [.. Lines.Select(line => line.Data.Item1)];
        string text = string.Concat(Lines.Select(line => line.Data.Item2));

        Assert.Equal(expected, Decode(text, chunkBytes));
    }

    [Fact]
    public void Every_true_prefix_waits_for_more_bytes()
    {
        byte[] line = Encoding.UTF8.GetBytes($"PUT 3 {Sum} ünï.bin\n");

        for (int length = 0; length < line.Length; length++)
            Assert.Empty(
                Chunks.Decode(new SfpRequestDecoder(), line.AsSpan(0, length), int.MaxValue, request => request));
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("GET"), InlineData("GET "), InlineData("GETnotes.txt"), InlineData("BYE now")]
    [InlineData("BYE "), InlineData("LIST "), InlineData("UNKNOWN x"), InlineData("Unknown"), InlineData("0 x"), InlineData("1 x")]
    [InlineData("RANGE notes.txt"), InlineData("RANGE 1 notes.txt"), InlineData("RANGE -1 - x"), InlineData("RANGE +1 - x")]
    [InlineData("RANGE 1 2"), InlineData("RANGE 1 2 "), InlineData("RANGE - - x"), InlineData("RANGE 1 -5 x"), InlineData("RANGE 0x1 2 x")]
    [InlineData("RANGE 9223372036854775808 - x"), InlineData("RANGE 0 99999999999999999999999 x"), InlineData("RANGE  1 2 x")]
    [InlineData("PUT 3 abc x"), InlineData("PUT 3 x"), InlineData("PUT - 00 x"), InlineData("GET a\0b"), InlineData("GET a\tb")]
    [InlineData("GET a\u007fb"), InlineData("GET a\u0085b")]
    public void Line_that_is_no_request_is_unknown(string line) =>
        Assert.Equal([SfpRequest.Unknown, SfpRequest.Bye], Decode(line + "\nBYE\n"));

    [Fact]
    public void Name_that_is_not_utf8_is_unknown() =>
        Assert.Equal(
            [SfpRequest.Unknown],
            Chunks.Decode(
                new SfpRequestDecoder(), [.. "GET "u8, 0xc0, 0xaf, (byte)'\n'], int.MaxValue, request => request));

    [Fact]
    public void Name_of_exactly_the_limit_is_taken_and_one_byte_more_is_not()
    {
        string longest = new('x', SfpLimits.MaxNameBytes);

        Assert.Equal([SfpRequest.Get(longest)], Decode($"GET {longest}\n"));
        Assert.Equal([SfpRequest.Unknown], Decode($"GET {longest}x\n"));
        Assert.Throws<LocalProtocolException>(() => SfpRequest.Get(longest + "x"));
    }

    [Fact]
    public void Overlong_line_is_refused_before_its_ending_arrives()
    {
        var refused = Assert.Throws<PeerProtocolException>(() => Decode(new string('x', SfpLimits.MaxLineBytes + 2)));

        Assert.Equal(ProtocolError.FrameTooLong, refused.Error);
    }

    [Theory]
    [InlineData(""), InlineData("a\nb"), InlineData("a\0")]
    public void Name_that_does_not_fit_a_line_is_our_mistake(string name) =>
        Assert.Throws<LocalProtocolException>(() => SfpRequest.Get(name));

    [Theory]
    [InlineData("a b", "x"), InlineData("", "x"), InlineData("a", ""), InlineData("a", "x\nDELETE y")]
    public void Login_that_does_not_fit_a_line_is_our_mistake(string user, string password) =>
        Assert.Throws<LocalProtocolException>(() => SfpRequest.Login(user, password));

    [Fact]
    public void Password_is_not_printed() =>
        Assert.DoesNotContain("secret", SfpRequest.Login("alice", "secret").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_is_no_name() =>
        Assert.Throws<LocalProtocolException>(() => SfpRequest.Get("\ud800")); // an attribute could not carry it

    [Fact]
    public void Garbage_gives_requests_or_an_error_of_the_peer_and_requests_come_back_the_same() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            List<SfpRequest> requests = Chunks.Decode(
                new SfpRequestDecoder(), [.. bytes, (byte)'\n'], 3, request => request);
            foreach (SfpRequest request in requests.Where(request => request.Verb != SfpVerb.Unknown))
            {
                var output = new ArrayBufferWriter<byte>();
                new SfpRequestEncoder().Encode(request, output);
                Assert.Equal([request], Decode(Encoding.UTF8.GetString(output.WrittenSpan)));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_range_and_any_name_come_back_the_same() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, string>((offset, length, name) =>
        {
            if (name is null || name.Length == 0 || name.Any(char.IsControl) || name.Any(char.IsSurrogate))
                return;

            var request = SfpRequest.SumOfRange(name, offset.Get, length.Get);
            var output = new ArrayBufferWriter<byte>();
            new SfpRequestEncoder().Encode(request, output);
            Assert.Equal([request], Decode(Encoding.UTF8.GetString(output.WrittenSpan)));
        }).QuickCheckThrowOnFailure();

    private static List<SfpRequest> Decode(string text, int chunkBytes = int.MaxValue) =>
        Chunks.Decode(new SfpRequestDecoder(), Encoding.UTF8.GetBytes(text), chunkBytes, request => request);
}
