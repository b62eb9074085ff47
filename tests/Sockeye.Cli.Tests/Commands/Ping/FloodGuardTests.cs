using System.Net;
using Sockeye.Cli.Commands.Ping;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Tests.Commands.Ping;

public sealed class FloodGuardTests
{
    [Theory]
    [InlineData(1, "127.0.0.9", true), InlineData(1, "::1", true), InlineData(2, "10.0.0.1", true)]
    [InlineData(1, "10.0.0.1", false), InlineData(1.999, "fe80::1", false)]
    public void Only_loopback_may_be_pinged_faster_than_every_2_ms(double milliseconds, string address, bool isAllowed)
    {
        void Check() => FloodGuard.Check(TimeSpan.FromMilliseconds(milliseconds), [IPAddress.Loopback, IPAddress.Parse(address)]);

        if (isAllowed)
            Check();
        else
            Assert.Contains("would flood " + address, Assert.Throws<UsageException>(Check).Message, StringComparison.Ordinal);
    }
}
