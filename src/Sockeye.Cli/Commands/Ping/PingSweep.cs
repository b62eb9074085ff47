using System.Globalization;
using System.Security.Cryptography;
using Sockeye.Cli.Ending;
using Sockeye.Probing.Ping;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Ping;

/// <summary>Pings every host of a block, one after the other, and lists those that answer.</summary>
internal sealed class PingSweep(CommandContext context, PingSettings settings)
{
    public async Task<ExitCode> RunAsync(AddressBlock block)
    {
        context.Console.Attempt = $"sweep {block}";
        if (settings.HasPlot)
            throw new UsageException("--plot is of one host, and --sweep of many; leave one out");
        List<PingTarget> targets = [.. block.Hosts().Select(address => new PingTarget(address.ToString(), address))];
        var plan = new PingPlan
        {
            Options = settings.Requests with { Count = settings.Count ?? 1 },
            Token = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)),
        };
        if (settings.Interval is { } gap)
            plan = plan with { Gap = gap };
        FloodGuard.Check(plan.Gap, targets.Select(target => target.Address));

        var pinger = new Pinger(context.Time, version => PingSocket.Open(context, settings, version));
        await pinger.RunAsync(targets, plan, static _ => { }, context.Stop);
        Print(block, targets);
        return targets.TrueForAll(PingVerdict.IsWellOf) ? ExitCode.Done : ExitCode.Failed;
    }

    // One request each is the rule: its time is all there is to say.
    private static string Lines(List<PingTarget> answered) =>
        answered.TrueForAll(target => target.Statistics.Transmitted == 1)
        ? string.Join('\n', answered.Select(static target =>
            $"{target.Address,-15}  {PingText.Ms(target.Statistics.SummarizeTimes()!.Mean),9} ms"))
        : PingTable.Of(answered);

    private void Print(AddressBlock block, List<PingTarget> targets)
    {
        List<PingTarget> answered = targets.FindAll(target => target.Statistics.Received > 0);
        int count = answered.Count;
        int asked = targets.Count(target => target.Statistics.Transmitted > 0);
        if (settings.IsQuiet)
            answered = [];
        if (context.Console.Json)
        {
            foreach (PingTarget target in answered)
                context.Console.Print(PingSummaryResult.Of(target), static _ => "");
        }
        else if (answered.Count > 0)
        {
            context.Console.Out.WriteLine(Lines(answered));
        }

        context.Console.Print(
            new SweepResult("sweep", block.ToString(), asked, count),
            static shown => string.Create(
                CultureInfo.InvariantCulture, $"{shown.Block}: {shown.Answered} of {shown.Asked} hosts answered"));
    }
}
