using Sockeye.Protocols.Wire;

namespace Sockeye.Protocols.Tests.Wire;

public sealed class Sha256SumTests
{
    // FIPS 180-4's example
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Sum_of_abc_is_that_of_the_standard() => Assert.Equal(Abc, Sha256Sum.Of("abc"u8).ToString());

    [Fact]
    public void Text_comes_back_the_same_in_either_case()
    {
        Assert.True(Sha256Sum.TryParse(Abc.ToUpperInvariant(), out Sha256Sum sum));

        Assert.Equal(Sha256Sum.Of("abc"u8), sum);
    }

    [Theory]
    [InlineData(""), InlineData("-"), InlineData("ba78"), InlineData(Abc + "0"), InlineData(" " + Abc)]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Other_text_is_no_sum(string text) => Assert.False(Sha256Sum.TryParse(text, out _));

    [Fact]
    public void Other_than_32_bytes_are_no_sum() => Assert.Throws<ArgumentException>(() => new Sha256Sum(new byte[31]));
}
