using System.Runtime.CompilerServices;
using Sockeye.Cli;
using Sockeye.Cli.Commands;

return DescriptorNeeds.AreMet() ? Run(args) : (int)ExitCode.Failed;

// On its own: what a method names is loaded before it begins.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Run(string[] args)
{
    // The runtime ends the process if it cannot start its pool's threads, which takes descriptors: it starts them now.
    ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);

    using var host = new ProcessHost();
    return SockeyeCommand.RunAsync(args, host, ProcessHost.HelpOutput, ProcessHost.HelpError).GetAwaiter().GetResult();
}
