using Sockeye.Storage;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>What uploads of an earlier run left behind.</summary>
internal static class StaleUploads
{
    /// <summary>Removes it, and says so. What can still go on stays.</summary>
    public static void Sweep(CommandContext context, FileRoot root)
    {
        int swept = root.SweepStaleUploads(context.Signals.Stop);
        if (swept > 0)
            context.Say($"removed {swept} unfinished uploads of an earlier run");
    }
}
