using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tests.Wire;

public sealed class SpanReaderTests
{
    [Fact]
    public void Numbers_are_big_endian()
    {
        var reader = new SpanReader([0x01, 0x02, 0xff, 0xfe, 0x09]);

        Assert.True(reader.TryReadUInt16(out ushort first));
        Assert.True(reader.TryReadUInt16(out ushort second));

        Assert.Equal((0x0102, 0xfffe), (first, second));
        Assert.Equal([0x09], reader.Rest.ToArray());
    }

    [Theory]
    [InlineData(0), InlineData(1)]
    public void Number_that_is_not_whole_is_not_read(int bytes)
    {
        var reader = new SpanReader(new byte[bytes]);

        Assert.False(reader.TryReadUInt16(out _));

        Assert.Equal(bytes, reader.Rest.Length);
    }

    [Fact]
    public void Delimiter_is_skipped()
    {
        var reader = new SpanReader("name\0mode\0"u8);

        Assert.True(reader.TryReadTo(0, out ReadOnlySpan<byte> name));

        Assert.Equal("name"u8.ToArray(), name.ToArray());
        Assert.Equal("mode\0"u8.ToArray(), reader.Rest.ToArray());
    }

    [Fact]
    public void Field_without_its_delimiter_is_not_read()
    {
        var reader = new SpanReader("name"u8);

        Assert.False(reader.TryReadTo(0, out _));

        Assert.Equal(4, reader.Rest.Length);
    }

    [Fact]
    public void Empty_field_is_a_field()
    {
        var reader = new SpanReader([0]);

        Assert.True(reader.TryReadTo(0, out ReadOnlySpan<byte> value));

        Assert.True(value.IsEmpty);
        Assert.True(reader.Rest.IsEmpty);
    }
}
