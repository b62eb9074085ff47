using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tests.Wire;

/// <summary>The expected lines are what <c>hexdump -C</c> of util-linux printed for these bytes.</summary>
public sealed class HexDumpTests
{
    [Fact]
    public void Short_line_is_padded_to_its_text() => Assert.Equal(
        "00000000  47 45 54 20 6e 6f 74 65  73 2e 74 78 74 0a        |GET notes.txt.|\n",
        HexDump.Format("GET notes.txt\n"u8));

    [Fact]
    public void Sixteen_bytes_fill_a_line() => Assert.Equal(
        "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n",
        HexDump.Format("0123456789abcdef"u8));

    [Fact]
    public void Seventeenth_byte_begins_the_next_line() => Assert.Equal(
        "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n" +
        "00000010  67                                                |g|\n",
        HexDump.Format("0123456789abcdefg"u8));

    [Fact]
    public void Bytes_that_are_not_printable_ASCII_are_dots() => Assert.Equal(
        "00000000  00 1f 20 7e 7f 80 ff 1b                           |.. ~....|\n",
        HexDump.Format([0x00, 0x1f, 0x20, 0x7e, 0x7f, 0x80, 0xff, 0x1b]));

    [Fact]
    public void Offset_goes_on_from_where_it_is_told() => Assert.Equal(
        "12345678  61                                                |a|\n", HexDump.Format("a"u8, offset: 0x12345678));

    [Fact]
    public void Nothing_is_no_line() => Assert.Equal("", HexDump.Format([]));

    [Fact]
    public void Any_bytes_can_be_read_back() =>
        Prop.ForAll<byte[]>(bytes => Parse(HexDump.Format(bytes)).SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    private static byte[] Parse(string dump)
    {
        var digits = new StringBuilder();
        foreach (string line in dump.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            digits.Append(line[10..58].Replace(" ", "", StringComparison.Ordinal));
        return Convert.FromHexString(digits.ToString());
    }
}
