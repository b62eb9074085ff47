using Sockeye.Cli.Ending;
using Sockeye.Lab;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Lab;

/// <summary>One role of one exercise, for two terminals or two machines.</summary>
internal sealed class LabRole(
    CommandContext context, LabRoom room, IExercise exercise, string host, int? port)
{
    /// <summary>
    /// Serves until a signal, or until the exercise's server has ended by itself after its one client.
    /// </summary>
    /// <exception cref="UsageException">The exercise has no server role.</exception>
    public async Task<ExitCode> ServeAsync()
    {
        if (!exercise.HasServerRole)
            throw new UsageException(
                $"{exercise.Id} has no server role: the system of every host answers; run 'lab {exercise.Id} client'");

        using var folder = new LabFolder();
        using var bench = room.BenchWith(folder, isRoleAlone: true);
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
        using var bench = room.BenchWith(folder, isRoleAlone: true);
        Endpoint endpoint = await bench.EndpointForAsync(exercise, host, port);
        try
        {
            string evidence = await exercise.RunClientAsync(bench, endpoint).WaitAsync(
                LabBench.WaitTimeout, context.Time, bench.Stop);
            return Print(new LabResult(exercise.Id, endpoint.Port, Passed: true, Skipped: false, evidence));
        }
        catch (LabFailure failure)
        {
            return Print(new LabResult(exercise.Id, endpoint.Port, Passed: false, Skipped: false, failure.Message));
        }
    }

    private ExitCode Print(LabResult result)
    {
        context.Console.Print(
            result, static shown => $"{shown.Exercise} {(shown.Passed ? "passed" : "FAILED")}: {shown.Evidence}");
        return result.Passed ? ExitCode.Done : ExitCode.Failed;
    }
}
