using Sockeye.Cli;
using Sockeye.Cli.Commands;

using StopSignals signals = StopSignals.Install();
return await SockeyeCommand.RunAsync(args, new ProcessHost(signals), Console.Out, Console.Error);
