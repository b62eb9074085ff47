namespace Sockeye.Bench;

/// <summary>How often contenders take turns, and for how long a load generator runs each time.</summary>
/// <param name="Rounds">Of a row.</param>
/// <param name="StartRounds">Of the row that times the start of a command, which takes some 50 ms.</param>
/// <param name="PlotRounds">Of a point of a plot.</param>
/// <param name="LoadSeconds">Of one turn of an echo row.</param>
internal sealed record Repetitions(int Rounds, int StartRounds, int PlotRounds, int LoadSeconds)
{
    public static readonly Repetitions Full = new(Rounds: 5, StartRounds: 25, PlotRounds: 3, LoadSeconds: 2);

    public static readonly Repetitions Quick = new(Rounds: 3, StartRounds: 11, PlotRounds: 1, LoadSeconds: 1);
}
