namespace Sockeye.Protocols.Weather;

/// <summary>What becomes of each datagram on a link, by chance: the same seed gives the same luck.</summary>
/// <param name="weather">What the link does.</param>
/// <param name="seed">Where chance begins.</param>
public sealed class Forecast(LinkWeather weather, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>For the next datagram. Not for several threads at once.</summary>
    public DatagramFate Next()
    {
        // Always five numbers, so that one share does not change the others' luck.
        bool isLost = _random.NextDouble() < weather.Loss;
        bool isDoubled = _random.NextDouble() < weather.Duplication;
        bool isLate = _random.NextDouble() < weather.Reordering;
        TimeSpan late = weather.MaxDelay * (0.5 + (_random.NextDouble() / 2));
        TimeSpan again = weather.MaxDelay * _random.NextDouble();
        return isLost
            ? default
            : new DatagramFate(
                weather.Latency + (isLate ? late : TimeSpan.Zero), isDoubled ? weather.Latency + again : null, isLate);
    }
}

/// <summary>What becomes of one datagram on a link.</summary>
/// <param name="First">How long after it was sent it arrives; null is never.</param>
/// <param name="Second">The same of its second copy; null is that there is none.</param>
/// <param name="IsLate">Whether the first was held, to be overtaken.</param>
public readonly record struct DatagramFate(TimeSpan? First, TimeSpan? Second, bool IsLate)
{
    /// <summary>Whether nothing of it arrives.</summary>
    public bool IsLost => First is null;
}
