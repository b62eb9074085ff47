using System.Globalization;

namespace Sockeye.Bench.Measuring;

/// <summary>What a ratio (its unit is ×), or a figure of ours alone, must reach or must not exceed.</summary>
internal sealed record Target(double Bound, bool IsCeiling, string Unit)
{
    public static Target AtLeast(double times) => new(times, IsCeiling: false, "×");

    public static Target AtMost(double bound, string unit = "×") => new(bound, IsCeiling: true, unit);

    public bool IsMetBy(double measured) => IsCeiling ? measured <= Bound : measured >= Bound;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsCeiling ? "≤" : "≥")} {Bound:0.0#} {Unit}");
}
