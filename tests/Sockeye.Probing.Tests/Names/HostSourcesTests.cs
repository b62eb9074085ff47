using Sockeye.Probing.Names;
using Sockeye.Testing;

namespace Sockeye.Probing.Tests.Names;

public sealed class HostSourcesTests
{
    private static readonly string[] Hosts =
        ["# 10.0.0.9 commented", "127.0.0.1\tlocalhost  Loop.Back # not this", "", "::1", "10.0.0.1 a b"];

    [Theory]
    [InlineData("localhost", true), InlineData("loop.back", true), InlineData("loop.back.", true), InlineData("b", true)]
    [InlineData("127.0.0.1", false), InlineData("commented", false), InlineData("this", false), InlineData("", false)]
    public void Names_of_the_hosts_file(string name, bool isThere) => Assert.Equal(isThere, HostsFile.Names(Hosts, name));

    [Theory]
    [InlineData("hosts: files dns", "files dns")]
    [InlineData("passwd: files\nhosts:\tmymachines resolve [!UNAVAIL=return] files # dns", "mymachines resolve files")]
    [InlineData("passwd: files", "dns files")] // the default of glibc
    [InlineData("#hosts: files", "dns files")]
    public void Sources_of_the_switch(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', NameSwitch.HostSources(text.Split('\n'))));

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task Address_is_its_own_answer()
    {
        LookedUpName found = await new NameLookup().FindAsync("::1", TimeProvider.System, CancellationToken.None);

        Assert.Equal((NameSource.Literal, "::1"), (found.Source, found.Addresses.Single().ToString()));
    }
}
