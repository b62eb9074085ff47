using Sockeye.Transports;

namespace Sockeye.Tests.Transports;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData(256, 86, 2, 64, 53)]
    [InlineData(256, 86, 1, 64, 106)]
    [InlineData(150, 86, 1, 64, 0)]
    [InlineData(128, 130, 6, 16, 0)]
    [InlineData(int.MaxValue, 86, 1, 64, int.MaxValue - 150)]
    public void What_fits_leaves_the_headroom_free(int limit, int used, int each, int headroom, int fits) =>
        Assert.Equal(fits, new OpenFiles(limit, used).Fit(each, headroom));

    [Fact]
    public void This_process_has_some_open_and_may_have_more()
    {
        OpenFiles open = OpenFiles.OfThisProcess();

        Assert.InRange(open.Used, 1, open.Limit - 1);
    }
}
