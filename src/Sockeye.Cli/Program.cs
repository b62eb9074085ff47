using System.Runtime.CompilerServices;
using Sockeye.Cli;
using Sockeye.Cli.Ending;
using Sockeye.Cli.Network;

return DescriptorNeeds.AreMet() ? Run(args) : (int)ExitCode.Failed;

// On its own: what a method names is loaded before it begins.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Run(string[] args)
{
    SocketsVariable.Apply();
    using var host = new ProcessHost();
    return SockeyeCommand.RunAsync(args, host, ProcessHost.HelpOutput, ProcessHost.HelpError).GetAwaiter().GetResult();
}
