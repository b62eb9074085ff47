using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Sfp;
using Sockeye.Testing;

namespace Sockeye.Protocols.Tests.Sfp;

public sealed class SfpEntryTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<SfpEntry, string> Lines => new()
    {
        { SfpEntry.File("a b.txt", 12, Time), "file 12 2026-01-02T03:04:05.0000000Z a b.txt\n" },
        { SfpEntry.Directory("dir/文", Time), "dir - 2026-01-02T03:04:05.0000000Z dir/文\n" },
        { SfpEntry.Other("link", Time), "other - 2026-01-02T03:04:05.0000000Z link\n" },
        { SfpEntry.Missing("my secrets", null, SfpMissing.Unreadable), "missing - unreadable my secrets\n" },
        { SfpEntry.Missing("", 12, SfpMissing.Unnameable), "missing 12 unnameable\n" },
        { SfpEntry.End, "end\n" },
    };

    [Theory, MemberData(nameof(Lines))]
    public void Entry_is_one_line_and_comes_back_the_same(SfpEntry entry, string line)
    {
        var output = new ArrayBufferWriter<byte>();

        new SfpEntryEncoder().Encode(entry, output);

        Assert.Equal(line, Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.All(
            [1, 2, 3, 1_000], chunkBytes => Assert.Equal([entry], Decode(Encoding.UTF8.GetBytes(line), chunkBytes)));
    }

    [Theory]
    [InlineData("file - 2026-01-02T03:04:05.0000000Z x"), InlineData("dir 1 2026-01-02T03:04:05.0000000Z x"), InlineData("")]
    [InlineData("file 1 2026-01-02T03:04:05.0000000Z "), InlineData("link 1 2026-01-02T03:04:05.0000000Z x"), InlineData("file 1 x y")]
    [InlineData("other 1 2026-01-02T03:04:05.0000000Z x"), InlineData("missing"), InlineData("missing x unreadable"), InlineData("end 1")]
    [InlineData("missing 1"), InlineData("END"), InlineData("missing -1 unreadable x")]
    public void Line_that_is_no_entry_breaks_the_protocol(string line) =>
        Assert.Throws<PeerProtocolException>(() => Decode(Encoding.UTF8.GetBytes(line + "\n"), 1_000));

    [Fact]
    public void Reason_of_a_newer_server_is_one_that_is_not_known() => Assert.Equal(
        [SfpEntry.Missing("a", 1, SfpMissing.Unknown)], Decode("missing 1 eaten a\n"u8.ToArray(), 1_000));

    [Fact]
    public void Garbage_gives_entries_or_an_error_of_the_peer() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                Decode([.. bytes, (byte)'\n'], 3);
            }
            catch (PeerProtocolException)
            {
                // the only exception that strange bytes may raise
            }
        }).QuickCheckThrowOnFailure();

    private static List<SfpEntry> Decode(byte[] bytes, int chunkBytes) =>
        Chunks.Decode(new SfpEntryDecoder(), bytes, chunkBytes, entry => entry);
}
