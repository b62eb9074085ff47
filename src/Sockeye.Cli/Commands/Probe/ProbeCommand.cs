using System.CommandLine;
using System.CommandLine.Invocation;
using Sockeye.Cli.Ending;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Probe;

/// <summary>
/// <c>sockeye probe ENDPOINT… [-- COMMAND…]</c>: connect_ex as a tool. Tries endpoints and names what came of each.
/// </summary>
internal static class ProbeCommand
{
    public static CommandDefinition Definition => new(
        "probe", "Try to connect, and name what came of it.", AddTo)
    {
        Group = CommandGroup.Probe,
        Details = "Every address of each endpoint is tried. The exit code is that of the first endpoint that no "
            + "address of accepted: 3 refused, 4 timed out, 1 anything else. With -- COMMAND, it is run in place "
            + "once all accept.",
        Examples =
        [
            "sockeye probe host 22 80 8000-8010",
            "sockeye probe https://host",
            "sockeye probe db:5432 --wait 30s -- ./serve-it",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<string[]> words = new("endpoint")
        {
            Description = "host:22, host 22 80, tcp://host:22,80,8000-8010, tls://host:443, udp://host:53, unix:/path, "
                + "unixgram:/path; http://host is tcp://host:80, https://host is tls://host:443, and their paths "
                + "do not matter. Of tls the handshake and the certificate are shown, trusted or not. "
                + "A udp port that says nothing is 'open or filtered': nobody can tell which. "
                + "After -- a program and its arguments: its exit code is ours, and results go to standard error.",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Arguments.Add(words);
        var options = new ProbeCommandOptions(command);
        command.Bind(host, (parsed, context) =>
        {
            context.Console.Attempt = "probe";
            _ = ProbeLine.TryRead(parsed, words, out ProbeLine? line, out _); // it has been read before
            CommandContext own = line!.Program.Count == 0
                ? context
                : context with { Console = context.Console.WithoutOutput() };
            return options.ProbeAsync(own, parsed, line);
        });
        RunProgramAfter(command, host, words);
    }

    // Around all else: the program takes the place of this process, and a ladder (--trace) is shown before.
    private static void RunProgramAfter(Command command, ICommandHost host, Argument<string[]> words)
    {
        var probe = (AsynchronousCommandLineAction)command.Action!;
        command.SetAction(async (parsed, cancel) =>
        {
            if (!ProbeLine.TryRead(parsed, words, out ProbeLine? line, out string? error))
                return Refuse(parsed, error);

            int code = await probe.InvokeAsync(parsed, cancel);
            return code == (int)ExitCode.Done && line.Program.Count > 0 ? host.Become(line.Program) : code;
        });
    }

    private static int Refuse(ParseResult parsed, string error)
    {
        TextWriter output = parsed.InvocationConfiguration.Error;
        output.WriteLine($"sockeye: {PrintableText.Escape(error)}");
        output.WriteLine("see 'sockeye probe --help'");
        return (int)ExitCode.Usage;
    }
}
