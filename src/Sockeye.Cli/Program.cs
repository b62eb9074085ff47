using Sockeye.Cli;
using Sockeye.Cli.Commands;

using var host = new ProcessHost();
return SockeyeCommand.RunAsync(args, host, ProcessHost.HelpOutput, ProcessHost.HelpError).GetAwaiter().GetResult();
