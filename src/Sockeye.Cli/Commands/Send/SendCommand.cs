using System.CommandLine;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Send;

/// <summary><c>sockeye send ENDPOINT TEXT</c>: sends a text and prints the answer.</summary>
internal static class SendCommand
{
    public static CommandDefinition Definition => new(
        "send", "Send a text, end our side, and print the answer.", AddTo)
    {
        Group = CommandGroup.Talk,
        Examples =
        [
            "sockeye send tcp://127.0.0.1:12000 'hello'",
            "sockeye send udp://127.0.0.1:7007 hello --line",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<Endpoint> endpoint = CommonOptions.Endpoint("Whom to send to.");
        Argument<string> text = new("text") { Description = "What to send, exactly." };
        Option<bool> line = new("--line", "-l") { Description = "End the text with a line feed." };
        Option<TimeSpan?> timeout = CommonOptions.Duration(
            "--timeout",
            "How long to wait for the connection, and for each part of the answer. Default 10s, for datagrams 2s.");
        command.Arguments.Add(endpoint);
        command.Arguments.Add(text);
        command.Options.Add(line);
        command.Options.Add(timeout);
        var trust = new TrustOptions();
        trust.AddTo(command);
        command.Bind(host, (parsed, context) =>
        {
            string message = parsed.GetRequiredValue(text) + (parsed.GetValue(line) ? "\n" : "");
            var sender = new TextSender(trust.Apply(parsed, context), parsed.GetValue(timeout));
            return sender.RunAsync(parsed.GetRequiredValue(endpoint), message);
        });
    }
}
