using Sockeye.Bench.Measuring;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Rows;

internal sealed class StartRow : IRow
{
    public string Name => "start";

    public string Work => "`sockeye --version`, the published build";

    public string How => """
        `sockeye --version` and `bench/Empty` (a C# program that returns), both from `dotnet publish -c
        Release`, wall time of the whole command, by turns, 25 of each.
        """;

    public async Task<IReadOnlyList<Outcome>> MeasureAsync(Bench bench, CancellationToken cancel)
    {
        double[][] seconds = await Turns.RunAsync(
            bench.Repetitions.StartRounds,
            cancel,
            Run(new CommandLine(bench.Programs.Sockeye, "--version")),
            Run(new CommandLine(bench.Programs.Empty)));

        return
        [
            new(Work, "an empty C# program", Target.AtMost(1.3), Figure.Milliseconds, new(seconds[0]), new(seconds[1])),
        ];

        static Func<CancellationToken, Task<double>> Run(CommandLine command) =>
            async stop => (await TimedCommand.RunAsync(command, stop)).Took.TotalSeconds;
    }
}
