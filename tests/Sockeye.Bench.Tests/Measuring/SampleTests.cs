using Sockeye.Bench.Measuring;

namespace Sockeye.Bench.Tests.Measuring;

public sealed class SampleTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 4.0, 1, 2, 100 }, 3)]
    public void The_median_is_the_middle_whatever_the_order(double[] values, double median)
    {
        var sample = new Sample(values);

        Assert.Equal(median, sample.Median);
        Assert.Equal(values.Min(), sample.Min);
        Assert.Equal(values.Max(), sample.Max);
    }

    [Fact]
    public void There_is_no_sample_of_nothing() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sample([]));
}
