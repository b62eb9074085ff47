using System.Globalization;
using Sockeye.Cli.Ending;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>Tries endpoints again and again, until all accept, or none does any more.</summary>
internal sealed class ProbeWait(CommandContext context, ProbeRound round, ProbeOutput output, TimeSpan limit)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200); // a person does not notice it, nor a host

    public async Task<ExitCode> RunAsync(bool untilOpen)
    {
        long start = context.Time.GetTimestamp();
        while (true)
        {
            List<ProbedEndpoint> probed = await TryAsync();
            bool isSo = probed.TrueForAll(endpoint => (endpoint.Code == ExitCode.Done) == untilOpen);
            bool isOver = context.Time.GetElapsedTime(start) + Pause > limit;
            if (isSo || isOver)
                probed.ForEach(output.Show);
            if (isSo)
                return ExitCode.Done;
            if (isOver)
                throw new TimeoutException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"cannot wait any longer: {Names(probed, untilOpen)} within {limit.TotalSeconds:0.###} s"));

            await Task.Delay(Pause, context.Time, context.Stop);
        }
    }

    private static string Names(List<ProbedEndpoint> probed, bool untilOpen)
    {
        IEnumerable<ProbedEndpoint> wrong = probed.Where(endpoint => (endpoint.Code == ExitCode.Done) != untilOpen);
        return $"{string.Join(", ", wrong.Select(endpoint => endpoint.Endpoint))} "
            + (untilOpen ? "did not accept" : "did not stop accepting");
    }

    private async Task<List<ProbedEndpoint>> TryAsync()
    {
        var probed = new List<ProbedEndpoint>();
        await foreach (ProbedEndpoint endpoint in round.RunAsync())
            probed.Add(endpoint);
        return probed;
    }
}
