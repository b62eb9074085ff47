namespace Sockeye.Fuzz.Tests;

/// <summary>What <c>fuzz/run</c> does at length; here as much as a test may take.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 100_000; // of each target, a second or less: three millions in all

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_a_stranger_sends_the_target_holds(string name) =>
        new Fuzzer(FuzzTargets.All.Single(target => target.Name == name), seed: 1).Run(Inputs);
}
