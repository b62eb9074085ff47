using Sockeye.Fuzz;

namespace Sockeye.Protocols.Tests.Ftp;

/// <summary>A part of what <c>fuzz/Sockeye.Fuzz</c> does at length.</summary>
public sealed class FtpFuzzTests
{
    private const int Inputs = 20_000; // a second or two

    [Theory]
    [InlineData("ftp-server"), InlineData("ftp-replies")]
    public void Whatever_a_peer_sends_the_target_holds(string name) =>
        new Fuzzer(FuzzTargets.All.Single(target => target.Name == name), seed: 1).Run(Inputs);
}
