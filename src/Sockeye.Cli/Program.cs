using System.Runtime.CompilerServices;
using Sockeye.Cli;
using Sockeye.Cli.Commands;
using Sockeye.Transports;

return DescriptorNeeds.AreMet() ? Run(args) : (int)ExitCode.Failed;

// On its own: what a method names is loaded before it begins.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Run(string[] args)
{
    OpenFiles.HoldSpare();

    // A thread takes descriptors to start, and the runtime ends the process if its own cannot: they start now.
    ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);
    using (new Timer(static _ => { }, null, dueTime: 1, Timeout.Infinite))
    {
    }

    using var host = new ProcessHost();
    return SockeyeCommand.RunAsync(args, host, ProcessHost.HelpOutput, ProcessHost.HelpError).GetAwaiter().GetResult();
}
