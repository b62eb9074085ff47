using Sockeye.Protocols.Weather;

namespace Sockeye.Protocols.Tests.Weather;

public sealed class ForecastTests
{
    private const int Datagrams = 10_000;

    private static readonly LinkWeather Storm = new()
    {
        Latency = TimeSpan.FromMilliseconds(3),
        Loss = 0.2,
        Duplication = 0.1,
        Reordering = 0.3,
        MaxDelay = TimeSpan.FromMilliseconds(10),
    };

    [Fact]
    public void In_fair_weather_all_arrive_once_and_at_once() =>
        Assert.All(Of(LinkWeather.Fair), fate => Assert.Equal(new DatagramFate(TimeSpan.Zero, null, false), fate));

    [Fact]
    public void Shares_are_of_all_datagrams()
    {
        DatagramFate[] fates = Of(Storm);
        DatagramFate[] arrived = [.. fates.Where(fate => !fate.IsLost)];

        Assert.InRange(fates.Count(fate => fate.IsLost), 1_800, 2_200); // the luck of a seed
        Assert.InRange(arrived.Count(fate => fate.Second is not null), 700, 900);
        Assert.InRange(arrived.Count(fate => fate.IsLate), 2_200, 2_600);
    }

    [Fact]
    public void What_is_late_is_late_by_half_of_the_delay_to_all_of_it() =>
        Assert.All(Of(Storm).Where(fate => !fate.IsLost), fate =>
        {
            double milliseconds = fate.First!.Value.TotalMilliseconds;
            Assert.InRange(milliseconds, fate.IsLate ? 8 : 3, fate.IsLate ? 13 : 3);
            Assert.InRange(fate.Second?.TotalMilliseconds ?? 3, 3, 13);
        });

    [Fact]
    public void The_same_seed_has_the_same_luck_and_another_has_not()
    {
        Assert.Equal(Of(Storm), Of(Storm));
        Assert.NotEqual(Of(Storm), Of(Storm, seed: 2));
    }

    [Fact]
    public void One_share_does_not_change_the_luck_of_the_others()
    {
        DatagramFate[] more = Of(Storm with { Duplication = 0.9 });

        Assert.Equal(Of(Storm).Select(fate => fate.First), more.Select(fate => fate.First));
    }

    [Theory, InlineData(-0.1), InlineData(1.1), InlineData(double.NaN)]
    public void What_is_no_share_is_refused(double share)
    {
        Assert.ThrowsAny<ArgumentException>(() => new LinkWeather { Loss = share });
        Assert.ThrowsAny<ArgumentException>(() => new LinkWeather { Duplication = share });
        Assert.ThrowsAny<ArgumentException>(() => new LinkWeather { Reordering = share });
    }

    private static DatagramFate[] Of(LinkWeather weather, int seed = 1)
    {
        var forecast = new Forecast(weather, seed);
        return [.. Enumerable.Range(0, Datagrams).Select(_ => forecast.Next())];
    }
}
