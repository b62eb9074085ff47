using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Protocols.Tests.Ftp;

public sealed class FtpListingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-rw-r--r--   1 root  root   1024 Feb 28 11:47 a name", "a name", FtpEntryKind.File, 1024, "20260228114700")]
    [InlineData("-rw-r--r--   1 root  root   1024 Nov  1 11:47 n", "n", FtpEntryKind.File, 1024, "20251101114700")] // last year
    [InlineData("drwxr-xr-x   2 0     0      4096 Jan  1  2024 d", "d", FtpEntryKind.Directory, null, "20240101000000")]
    [InlineData("-rw-r--r-- 1 user 77 Jan 1 2024 no group", "no group", FtpEntryKind.File, 77, "20240101000000")]
    [InlineData("lrwxrwxrwx 1 u g 3 Jan 1 2024 l -> f", "l", FtpEntryKind.Other, null, "20240101000000")]
    [InlineData("-rw-r--r-- 1 u g 3 Feb 29 2024  leading space", " leading space", FtpEntryKind.File, 3, "20240229000000")]
    public void Lines_of_other_servers_are_read(
        string line, string name, FtpEntryKind kind, int? length, string modified)
    {
        Assert.True(UnixListingParser.TryParse(line, Now, out FtpEntry? entry));
        Assert.Equal(
            (name, kind, (long?)length, modified),
            (entry!.Name, entry.Kind, entry.Length, FtpTime.Write(entry.Modified!.Value)));
    }

    [Theory]
    [InlineData("total 12"), InlineData(""), InlineData("-"), InlineData("-rw-r--r-- 1 u g 3 Feb 30 2024 x")]
    [InlineData("-rw-r--r-- 1 u g 3 Foo 30 2024 x"), InlineData("-rw-r--r-- 1 u g 3 Feb 3 99:99 x")]
    [InlineData("-rw-r--r-- 1 u g x Feb 3 2024 x")]
    public void Other_lines_are_none(string line) => Assert.False(UnixListingParser.TryParse(line, Now, out _));

    [Fact]
    public void A_line_is_read_as_it_is_written() => Prop.ForAll<bool, uint, ushort>((isDirectory, length, daysAgo) =>
    {
        FtpEntryKind kind = isDirectory ? FtpEntryKind.Directory : FtpEntryKind.File;
        var written = new FtpEntry("some name", kind, isDirectory ? null : length, Now.AddDays(-daysAgo), "r");

        Assert.True(UnixListingParser.TryParse(UnixListing.Write(written, Now), Now, out FtpEntry? read));

        Assert.Equal((written.Name, written.Kind, written.Length), (read!.Name, read.Kind, read.Length));
        Assert.Equal(written.Modified!.Value.Date, read.Modified!.Value.Date);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Facts_are_read_as_they_are_written() => Prop.ForAll<bool, ulong, uint>((isDirectory, length, seconds) =>
    {
        FtpEntryKind kind = isDirectory ? FtpEntryKind.Directory : FtpEntryKind.File;
        long? size = isDirectory ? null : (long)(length >> 1);
        var written = new FtpEntry("a; b=c", kind, size, DateTimeOffset.UnixEpoch.AddSeconds(seconds), "elcm");

        Assert.True(FtpEntry.TryParse(written.Write(FtpFacts.All), out FtpEntry? read));
        Assert.Equal(written, read);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_chosen_facts_are_told() =>
        Assert.Equal("size=3; n", new FtpEntry("n", FtpEntryKind.File, 3, Now).Write(FtpFacts.Size));

    [Theory]
    [InlineData("Type=cdir;Unknown=1;sIzE=x; n", FtpEntryKind.Current)]
    [InlineData("type=OS.unix=slink:/etc; n", FtpEntryKind.Other)]
    [InlineData("; n", FtpEntryKind.File)]
    public void Facts_that_make_no_sense_are_ignored(string line, FtpEntryKind kind)
    {
        Assert.True(FtpEntry.TryParse(line, out FtpEntry? entry));
        Assert.Equal((kind, null, "n"), (entry!.Kind, entry.Length, entry.Name));
    }

    [Theory]
    [InlineData("20261121114700", true), InlineData("20261121114700.123", true), InlineData("20261321114700", false)]
    [InlineData("2026112111470", false), InlineData("20261121114700.", false), InlineData("20261121114700x", false)]
    public void Times_have_fourteen_digits(string text, bool isTime)
    {
        Assert.Equal(isTime, FtpTime.TryParse(text, out DateTimeOffset time));
        Assert.True(!isTime || FtpTime.Write(time) == "20261121114700");
    }

    [Fact]
    public void A_fraction_of_the_last_second_of_all_is_taken() =>
        Assert.True(FtpTime.TryParse("99991231235959.9999999", out _));

    [Theory]
    [InlineData("*", "a", true), InlineData("*.txt", "a.txt", true), InlineData("*.txt", "a.txt.gz", false)]
    [InlineData("a*b*c", "aXbXbc", true), InlineData("?", "", false), InlineData("a?c", "abc", true)]
    [InlineData("", "", true)]
    public void Patterns_match_whole_names(string pattern, string name, bool matches) =>
        Assert.Equal(matches, FtpGlob.Matches(pattern, name));

    [Fact]
    public void Text_comes_back_as_it_was() => Prop.ForAll<byte[], byte>((text, pieceBytes) =>
    {
        byte[] lines = [.. text.Select(value => (value % 4) switch { 0 => (byte)'\r', 1 => (byte)'\n', _ => value })];
        var network = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (byte[] piece in lines.Chunk(1 + pieceBytes))
            NetworkText.ToNetwork(piece, network);

        var system = new System.Buffers.ArrayBufferWriter<byte>();
        var reader = new NetworkText();
        foreach (byte[] piece in network.WrittenSpan.ToArray().Chunk(1 + (pieceBytes / 3)))
            reader.FromNetwork(piece, system);
        reader.Finish(system);

        Assert.Equal(lines, system.WrittenSpan.ToArray());
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", 0u), InlineData("123456789", 0xcbf43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414fa339u)]
    public void Crc32_is_that_of_the_standard(string text, uint expected)
    {
        var sum = new Crc32();
        foreach (byte[] piece in Encoding.ASCII.GetBytes(text).Chunk(11))
            sum.Append(piece);

        Assert.Equal(expected, sum.Current);
    }
}
