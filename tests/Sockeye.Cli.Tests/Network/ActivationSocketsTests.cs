using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;

namespace Sockeye.Cli.Tests.Network;

/// <summary>What sd_listen_fds(3) says of the variables.</summary>
public sealed class ActivationSocketsTests
{
    [Theory]
    [InlineData("41", "2", "2")]
    [InlineData("42", "2", null)] // somebody else's
    [InlineData("", "2", null)]
    [InlineData(null, "2", null)]
    [InlineData("-41", "2", null)]
    [InlineData("41", null, null)]
    public void Sockets_are_for_the_process_that_is_named(string? process, string? count, string? said) =>
        Assert.Equal(said, ActivationSockets.Read(name => name == "LISTEN_PID" ? process : count, 41));

    [Theory, InlineData("0", 0), InlineData("1024", 1_024)]
    public void Count_is_a_number(string text, int count) => Assert.Equal(count, ActivationSockets.CountOf(text));

    [Theory, InlineData(""), InlineData("-1"), InlineData("two"), InlineData("1025"), InlineData("99999999999")]
    public void Any_other_is_refused(string text) =>
        Assert.Throws<UsageException>(() => ActivationSockets.CountOf(text));
}
