using Sockeye.Cli;
using Sockeye.Cli.Commands;

using var host = new ProcessHost();
return SockeyeCommand.RunAsync(args, host, Console.Out, Console.Error).GetAwaiter().GetResult();
