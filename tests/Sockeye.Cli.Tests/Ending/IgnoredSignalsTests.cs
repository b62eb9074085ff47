using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Tests.Ending;

public sealed class IgnoredSignalsTests
{
    [Theory]
    [InlineData("SigIgn:\t0000000000000001", 1, true)]
    [InlineData("SigIgn:\t0000000000000001", 2, false)]
    [InlineData("SigIgn:\t0000000000001200", 10, true)]
    [InlineData("SigIgn:\tsomething", 1, false)]
    [InlineData("Name:\tsockeye", 1, false)]
    public void They_are_told_by_the_status_of_the_process(string line, int signal, bool isIgnored) => Assert.Equal(
        isIgnored, IgnoredSignals.Contain(IgnoredSignals.Parse(["Name:\tx", line, "SigCgt:\tffff"]), signal));
}
