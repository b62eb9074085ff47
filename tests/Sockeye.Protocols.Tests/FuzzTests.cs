using Sockeye.Fuzz;

namespace Sockeye.Protocols.Tests;

/// <summary>What <c>fuzz/Sockeye.Fuzz</c> does at length; here as much as a test may take.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 400_000; // of each target, some seconds: two millions in all

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_a_peer_sends_the_target_holds(string name) =>
        new Fuzzer(FuzzTargets.All.Single(target => target.Name == name), seed: 1).Run(Inputs);
}
