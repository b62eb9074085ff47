using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Sfp;

public sealed class SfpAnswerTests
{
    private static readonly Sha256Sum Sum = Sha256Sum.Of("abc"u8);
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(
        1_234_567);

    public static TheoryData<SfpAnswer, string> Lines => new()
    {
        { SfpAnswer.Content(3, Time, Sum), $"OK 3 2026-01-02T03:04:05.1234567Z {Sum}\n" },
        { SfpAnswer.Content(long.MaxValue, Time, null), "OK 9223372036854775807 2026-01-02T03:04:05.1234567Z -\n" },
        { SfpAnswer.Facts(0, Time.ToOffset(TimeSpan.FromHours(2)), null), "IS 0 2026-01-02T03:04:05.1234567Z -\n" },
        { SfpAnswer.Ready, "READY\n" },
        { SfpAnswer.ReadyFrom(long.MaxValue), "READY 9223372036854775807\n" },
        { SfpAnswer.Done, "DONE\n" },
        { SfpAnswer.Refusal(SfpError.NotFound), "ERR not-found there is no such file\n" },
        { SfpAnswer.Refusal(SfpError.Internal), "ERR internal the server failed\n" },
    };

    [Theory, MemberData(nameof(Lines))]
    public void Answer_is_one_line_and_comes_back_the_same(SfpAnswer answer, string line)
    {
        var output = new ArrayBufferWriter<byte>();

        new SfpAnswerEncoder().Encode(answer, output);

        Assert.Equal(line, Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal([answer], Decode(line));
    }

    [Fact]
    public void Every_error_has_a_code_of_its_own_that_comes_back_whatever_the_text() =>
        Assert.All(Enum.GetValues<SfpError>(), error =>
        {
            string code = SfpAnswer.Refusal(error).ErrorText.Split(' ')[0];
            Assert.Equal([SfpAnswer.Refusal(error)], Decode($"ERR {code} in other words\n"));
        });

    [Theory]
    [InlineData(1), InlineData(2), InlineData(5), InlineData(1_000)]
    public void Same_answers_whatever_the_chunk_size(int chunkBytes)
    {
        SfpAnswer[] expected = [.. Lines.Select(line => line.Data.Item1)];

        Assert.Equal(expected, Decode(string.Concat(Lines.Select(line => line.Data.Item2)), chunkBytes));
    }

    [Fact]
    public void Every_true_prefix_waits_for_more_bytes()
    {
        string line = $"OK 3 2026-01-02T03:04:05.1234567Z {Sum}\n";

        for (int length = 0; length < line.Length; length++)
            Assert.Empty(Decode(line[..length]));
    }

    [Theory]
    [InlineData(""), InlineData("OK"), InlineData("OK 3"), InlineData("OK -3 2026-01-02T03:04:05.1234567Z -"), InlineData("ok 3 x -")]
    [InlineData("OK 3 2026-01-02T03:04:05.1234567Z"), InlineData("OK 3 2026-13-02T03:04:05.1234567Z -"), InlineData("READY now")]
    [InlineData("OK 3 2026-01-02T03:04:05.1234567Z - "), InlineData("OK 9223372036854775808 2026-01-02T03:04:05.1234567Z -")]
    [InlineData("ERR"), InlineData("ERR new-code what is this"), InlineData("HTTP/1.1 200 OK"), InlineData("IS 3 - -")]
    public void Line_that_is_no_answer_breaks_the_protocol(string line)
    {
        var broken = Assert.Throws<PeerProtocolException>(() => Decode(line + "\n"));

        Assert.Equal(ProtocolError.Malformed, broken.Error);
    }

    [Fact]
    public void Garbage_gives_answers_or_an_error_of_the_peer() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                Chunks.Decode(new SfpAnswerDecoder(), [.. "OK "u8, .. bytes, (byte)'\n'], 3, answer => answer);
            }
            catch (PeerProtocolException)
            {
                // the only exception that strange bytes may raise
            }
        }).QuickCheckThrowOnFailure();

    private static List<SfpAnswer> Decode(string text, int chunkBytes = int.MaxValue) =>
        Chunks.Decode(new SfpAnswerDecoder(), Encoding.UTF8.GetBytes(text), chunkBytes, answer => answer);
}
