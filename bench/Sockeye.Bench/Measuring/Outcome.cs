using System.Globalization;

namespace Sockeye.Bench.Measuring;

/// <summary>One line of the table: ours, theirs if there is one, and what was to be reached.</summary>
internal sealed record Outcome(string Work, string Against, Target Target, Figure Figure, Sample Ours, Sample? Theirs)
{
    /// <summary>What is worth knowing beside the figures, for the report.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// Against a floor: how many times better ours is, whichever direction is better. Against a ceiling: how many times
    /// theirs ours is. Without theirs: the figure itself.
    /// </summary>
    public double Measured
    {
        get
        {
            if (Theirs is null)
                return Ours.Median * Figure.Scale;
            bool oursOverTheirs = Target.IsCeiling || Figure.IsBetterWhenBigger;
            return oursOverTheirs ? Ours.Median / Theirs.Median : Theirs.Median / Ours.Median;
        }
    }

    public bool IsMet => Target.IsMetBy(Measured);

    public string MeasuredText => string.Create(CultureInfo.InvariantCulture, $"{Measured:0.00} {Target.Unit}");

    public string OursText => Figure.Write(Ours);

    public string TheirsText => Theirs is null ? "–" : Figure.Write(Theirs);
}
