namespace Sockeye.Bench.Plots;

/// <summary>One axis: from where to where, where its ticks are, and where a value lies between 0 and 1.</summary>
internal sealed class Axis
{
    private readonly Func<double, double> _transform;

    private Axis(string title, double from, double to, IReadOnlyList<Tick> ticks, Func<double, double> transform)
    {
        Title = title;
        From = from;
        To = to;
        Ticks = ticks;
        _transform = transform;
    }

    public string Title { get; }

    public double From { get; }

    public double To { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>A logarithmic axis with a tick at each of these values, and a little room at both ends.</summary>
    public static Axis Logarithmic(string title, IEnumerable<Tick> ticks)
    {
        Tick[] all = [.. ticks];
        double room = Math.Pow(all[^1].Value / all[0].Value, 0.03);
        return new Axis(title, all[0].Value / room, all[^1].Value * room, all, Math.Log);
    }

    /// <summary>A logarithmic axis with a tick at each power of ten that the values need.</summary>
    public static Axis Decades(string title, IReadOnlyCollection<double> values, Func<double, string> label)
    {
        int least = (int)Math.Floor(Math.Log10(values.Min()));
        int most = Math.Max(least + 1, (int)Math.Ceiling(Math.Log10(values.Max())));
        IEnumerable<double> powers = Enumerable.Range(least, most - least + 1).Select(power => Math.Pow(10, power));
        Tick[] ticks = [.. powers.Select(value => new Tick(value, label(value)))];
        return new Axis(title, ticks[0].Value, ticks[^1].Value, ticks, Math.Log);
    }

    /// <summary>A linear axis from zero, with about five ticks at round values.</summary>
    public static Axis FromZero(string title, IReadOnlyCollection<double> values, Func<double, string> label)
    {
        double step = RoundStep(values.Max() / 5);
        int steps = (int)Math.Ceiling(values.Max() * 1.02 / step);
        Tick[] ticks = [.. Enumerable.Range(0, steps + 1).Select(i => new Tick(i * step, label(i * step)))];
        return new Axis(title, 0, ticks[^1].Value, ticks, value => value);
    }

    public double Place(double value) =>
        (_transform(value) - _transform(From)) / (_transform(To) - _transform(From));

    /// <summary>The least of 1, 2 or 5 times a power of ten that is not below.</summary>
    private static double RoundStep(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return ((double[])[1, 2, 5, 10]).Select(times => times * power).First(step => step >= atLeast);
    }
}
