using Sockeye.Cli.Commands;
using Sockeye.Cli.Ending;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Lab;

/// <summary>One role of one exercise, for two terminals or two machines.</summary>
internal sealed class LabRole(CommandContext context, IExercise exercise, string host, int? port)
{
    /// <summary>
    /// Serves until a signal, or until the exercise's server has ended by itself after its one client.
    /// </summary>
    public async Task<ExitCode> ServeAsync()
    {
        using var folder = new LabFolder();
        using var bench = new LabBench(context, folder, isRoleAlone: true);
        Endpoint endpoint = await bench.EndpointForAsync(exercise, host, port);
        context.Surroundings.Signals.LeavesTime = true;
        LabServer server = await exercise.StartServerAsync(bench, endpoint);
        await using CancellationTokenRegistration stopping = bench.Stop.Register(server.RequestStop);
        await server.EndAsync();
        return server.Outcome == ServeOutcome.CutOff ? context.Surroundings.Signals.CutOffCode : ExitCode.Done;
    }

    /// <summary>Plays the client against a server, ours or another.</summary>
    public async Task<ExitCode> ActAsClientAsync()
    {
        using var folder = new LabFolder();
        using var bench = new LabBench(context, folder, isRoleAlone: true);
        Endpoint endpoint = await bench.EndpointForAsync(exercise, host, port);
        try
        {
            string evidence = await exercise.RunClientAsync(bench, endpoint).WaitAsync(
                LabBench.Patience, context.Time, bench.Stop);
            return Print(new LabResult(exercise.Id, endpoint.Port, Passed: true, evidence));
        }
        catch (LabFailure failure)
        {
            return Print(new LabResult(exercise.Id, endpoint.Port, Passed: false, failure.Message));
        }
    }

    private ExitCode Print(LabResult result)
    {
        context.Console.Print(
            result, static shown => $"{shown.Exercise} {(shown.Passed ? "passed" : "FAILED")}: {shown.Evidence}");
        return result.Passed ? ExitCode.Done : ExitCode.Failed;
    }
}
