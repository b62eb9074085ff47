using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Lab;
using Sockeye.Transports;
using Spectre.Console;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>Runs exercises one by one, prints what both sides did, and a table at the end.</summary>
internal sealed class LabRunner(CommandContext context, LabRoom room)
{
    public async Task<ExitCode> RunAsync(IReadOnlyList<IExercise> exercises)
    {
        using var folder = new LabFolder();
        using var bench = room.BenchWith(folder, isRoleAlone: false);
        var results = new List<LabResult>();
        foreach (IExercise exercise in exercises)
            results.Add(await RunOneAsync(bench, exercise));

        if (!context.Console.Json)
            PrintTable(results);
        return results.TrueForAll(result => result.Passed || result.Skipped) ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<LabResult> RunOneAsync(LabBench bench, IExercise exercise)
    {
        if (!context.Console.Json)
            context.Console.Out.WriteLine($"{exercise.Id}  {exercise.Title}");

        Endpoint endpoint = await bench.EndpointForAsync(exercise);
        var result = new LabResult(exercise.Id, endpoint.Port, Passed: false, Skipped: false, "");
        try
        {
            string evidence = await exercise.RunAsync(bench, endpoint).WaitAsync(
                LabBench.WaitTimeout, context.Time, bench.Stop);
            result = result with { Passed = true, Evidence = evidence };
        }
        catch (LabSkip skip)
        {
            result = result with { Skipped = true, Evidence = "because " + skip.Message };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            result = result with { Evidence = failure.Message };
        }

        context.Console.Print(result, static shown => $"    {shown.Outcome}   {shown.Evidence}\n");
        return result;
    }

    private void PrintTable(List<LabResult> results)
    {
        TextWriter output = context.Console.Out;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = context.Console.OutputIsTerminal ? new DrawnScreen(output) : new AnsiConsoleOutput(output),
            Ansi = context.Console.OutputIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("exercise", "port", "result", "evidence");
        foreach (LabResult result in results)
        {
            table.AddRow(
                result.Exercise, result.Port == 0 ? "-" : $"{result.Port}",
                $"[{ColorOf(result)}]{result.Outcome}[/]", Markup.Escape(result.Evidence));
        }

        console.Write(table);
        int passed = results.Count(result => result.Passed);
        int skipped = results.Count(result => result.Skipped);
        string rest = skipped == 0 ? "" : $", {skipped} skipped";
        context.Console.Out.WriteLine($"{passed} of {results.Count} exercises passed{rest}");
        context.Console.Out.Flush();
    }

    private static string ColorOf(LabResult result) => result.Passed ? "green" : result.Skipped ? "yellow" : "red";
}
