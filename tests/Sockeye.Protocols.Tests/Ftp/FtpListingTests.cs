using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Wire;

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
    [InlineData("2026-12-31T23:59", "Jan  1 00:30", "20270101003000")] // the server's zone is ahead
    [InlineData("2027-01-01T00:01", "Dec 31 23:59", "20261231235900")]
    [InlineData("2026-12-31T23:59", "Jan  1 12:00", "20270101120000")]
    [InlineData("2026-12-30T12:00", "Jan  1 12:00", "20260101120000")] // more than a day ahead: long ago
    [InlineData("2024-02-28T23:59", "Feb 29 00:10", "20240229001000")]
    [InlineData("2025-01-05T00:00", "Feb 29 10:00", "20240229100000")]
    [InlineData("2027-12-01T00:00", "Feb 29 10:00", "20240229100000")]
    [InlineData("2104-01-01T00:00", "Feb 29 10:00", "20960229100000")] // 2100 has none
    [InlineData("9999-12-31T23:59", "Dec 31 23:59", "99991231235900")]
    [InlineData("0001-01-01T00:00", "Jan  1 00:00", "00010101000000")]
    [InlineData("2026-03-01T12:00", "Jan 01 1970", "19700101000000")]
    [InlineData("2026-03-01T12:00", "Dec 31  1969", "19691231000000")]
    [InlineData("2026-03-01T12:00", "Dec 31  9999", "99991231000000")]
    [InlineData("2026-03-01T12:00", "2026-11-21 11:47", "20261121114700")] // ls --time-style=long-iso
    [InlineData("2026-03-01T12:00", "2026-11-21 11:47:03.123456789 +0130", "20261121101703")] // ls --full-time
    [InlineData("2026-03-01T12:00", "2026-11-21 11:47:03 -0100", "20261121124703")]
    [InlineData("2026-03-01T12:00", "2024-02-29 ", "20240229000000")] // ls --time-style=iso, long ago
    [InlineData("2026-03-01T12:00", "02-28 11:47", "20260228114700")] // and of late
    [InlineData("2026-03-01T12:00", "11-21 11:47", "20251121114700")]
    public void Dates_are_read_at_every_edge_of_the_calendar(string now, string date, string modified)
    {
        var time = DateTimeOffset.Parse(
            now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

        Assert.True(UnixListingParser.TryParse($"-rw-r--r-- 1 u g 3 {date} a b", time, out FtpEntry? entry));
        Assert.Equal(("a b", 3L, modified), (entry!.Name, entry.Length, FtpTime.Write(entry.Modified!.Value)));
    }

    [Fact]
    public void Every_minute_of_the_last_half_year_is_read_as_it_is_written()
    {
        foreach (int year in new[] { 2024, 2025, 2100 })
        {
            for (DateTimeOffset now = new(year, 1, 1, 0, 0, 0, TimeSpan.Zero); now.Year == year; now = now.AddHours(7))
            {
                for (int minutes = 0; minutes < 182 * 24 * 60; minutes += 7_919)
                {
                    var written = new FtpEntry("n", FtpEntryKind.File, 1, now.AddMinutes(-minutes), "r");
                    Assert.True(UnixListingParser.TryParse(UnixListing.Write(written, now), now, out FtpEntry? read));
                    Assert.Equal(written.Modified, read!.Modified);
                }
            }
        }
    }

    [Theory]
    [InlineData("11-21-26  11:47AM       <DIR>          a name", "a name", FtpEntryKind.Directory, null, "20261121114700")]
    [InlineData("11-21-26  12:00AM                 1024 a name", "a name", FtpEntryKind.File, 1024, "20261121000000")]
    [InlineData("11-21-2026  12:30PM                 1024  leading", " leading", FtpEntryKind.File, 1024, "20261121123000")]
    [InlineData("02-29-00  11:47PM                    0 n", "n", FtpEntryKind.File, 0, "20000229234700")]
    [InlineData("12-31-69  11:59PM                    0 n", "n", FtpEntryKind.File, 0, "20691231235900")]
    [InlineData("01-01-70  12:00AM                    0 n", "n", FtpEntryKind.File, 0, "19700101000000")]
    [InlineData("2026-11-21  23:47                    7 n", "n", FtpEntryKind.File, 7, "20261121234700")]
    [InlineData("11/21/2026  11:47 PM", null, FtpEntryKind.File, null, "")]
    [InlineData("11-21-26  11:47AM       <JUNCTION>     n [C:\\x]", "n", FtpEntryKind.Other, null, "20261121114700")]
    [InlineData("11-21-26  11:47AM       <DIR>          ..", "..", FtpEntryKind.Parent, null, "20261121114700")]
    [InlineData("13-21-26  11:47AM                    0 n", null, FtpEntryKind.File, null, "")]
    [InlineData("02-29-26  11:47AM                    0 n", null, FtpEntryKind.File, null, "")]
    [InlineData("11-21-26  11:47AM                    0", null, FtpEntryKind.File, null, "")]
    [InlineData("11-21-26  11:47AM                   -1 n", null, FtpEntryKind.File, null, "")]
    [InlineData("11-21-26", null, FtpEntryKind.File, null, "")]
    public void Lines_of_Windows_are_read(string line, string? name, FtpEntryKind kind, int? length, string modified)
    {
        Assert.Equal(name is not null, UnixListingParser.TryParse(line, Now, out FtpEntry? entry));
        if (name is not null)
            Assert.Equal(
                (name, kind, (long?)length, modified),
                (entry!.Name, entry.Kind, entry.Length, FtpTime.Write(entry.Modified!.Value)));
    }

    [Theory]
    [InlineData("total 12"), InlineData(""), InlineData("-"), InlineData("-rw-r--r-- 1 u g 3 Feb 30 2024 x")]
    [InlineData("-rw-r--r-- 1 u g 3 Foo 30 2024 x"), InlineData("-rw-r--r-- 1 u g 3 Feb 3 99:99 x")]
    [InlineData("-rw-r--r-- 1 u g x Feb 3 2024 x"), InlineData("-rw-r--r-- 1 u g 3 Feb 3 10000 x")]
    [InlineData("-rw-r--r-- 1 u g 3 2026-02-30 11:47 x"), InlineData("-rw-r--r-- 1 u g 3 2026-02-28")]
    [InlineData("-rw-r--r-- 1 u g 3 02-28 2024 x")]
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
