using Sockeye.Shell.Options;
using Sockeye.Shell.Values;

namespace Sockeye.Shell.Tests.Options;

public sealed class OptionCodecTests
{
    [Fact]
    public void Time_is_seconds_and_microseconds()
    {
        byte[] bytes = OptionCodec.Encode(OptionKind.Time, new WordValue("1.25"))!;

        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0x90, 0xd0, 3, 0, 0, 0, 0, 0], bytes); // 250,000
        Assert.Equal(TimeSpan.FromSeconds(1.25), OptionCodec.ToTime(bytes));
        Assert.Equal("1.25 s", OptionCodec.Decode(OptionKind.Time, bytes).ToString());
    }

    [Fact]
    public void Linger_is_two_numbers()
    {
        Assert.Equal([1, 0, 0, 0, 5, 0, 0, 0], OptionCodec.Encode(OptionKind.Linger, new NumberValue(5)));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0], OptionCodec.Encode(OptionKind.Linger, new WordValue("OFF")));
    }

    [Theory]
    [InlineData(2_147_483_647, true), InlineData(2_147_483_648, false), InlineData(-2_147_483_648, true)]
    public void Number_must_fit_an_int(long number, bool fits) =>
        Assert.Equal(fits, OptionCodec.Encode(OptionKind.Number, new NumberValue(number)) is not null);

    [Fact]
    public void Wrong_kinds_are_refused()
    {
        Assert.Null(OptionCodec.Encode(OptionKind.Number, new BytesValue([1])));
        Assert.Null(OptionCodec.Encode(OptionKind.Time, new WordValue("soon")));
        Assert.Null(OptionCodec.Encode(OptionKind.Time, new NumberValue(-1)));
        Assert.Null(OptionCodec.Encode(OptionKind.Linger, new NumberValue(-1)));
        Assert.Null(OptionCodec.Encode(OptionKind.Text, new NumberValue(1)));
        Assert.Null(OptionCodec.Encode(OptionKind.Errno, new NumberValue(1)));
    }

    [Fact]
    public void Pending_error_has_a_name() =>
        Assert.Equal("111 ECONNREFUSED", OptionCodec.Decode(OptionKind.Errno, BitConverter.GetBytes(111)).ToString());

    [Fact]
    public void Options_have_one_number_each() => Assert.Equal(
        SocketOptions.All.Count, SocketOptions.All.Select(option => (option.Level, option.Number)).Distinct().Count());
}
