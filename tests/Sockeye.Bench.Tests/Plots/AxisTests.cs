using Sockeye.Bench.Plots;

namespace Sockeye.Bench.Tests.Plots;

public sealed class AxisTests
{
    [Fact]
    public void A_linear_axis_has_round_ticks_from_zero_to_above_the_values()
    {
        Axis axis = Axis.FromZero("rate", [83_000, 12_000], value => $"{value}");

        Assert.Equal(["0", "20000", "40000", "60000", "80000", "100000"], axis.Ticks.Select(tick => tick.Label));
        Assert.Equal(0.5, axis.Place(50_000));
    }

    [Fact]
    public void An_axis_of_decades_begins_and_ends_at_powers_of_ten()
    {
        Axis axis = Axis.Decades("rate", [20, 3_000], value => $"{value}");

        Assert.Equal(["10", "100", "1000", "10000"], axis.Ticks.Select(tick => tick.Label));
        Assert.Equal(2 / 3.0, axis.Place(1_000), tolerance: 1e-12);
    }
}
