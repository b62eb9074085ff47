using System.CommandLine;
using Sockeye.Lab;
using Sockeye.Transports;

namespace Sockeye.Cli.Commands.Talk;

/// <summary><c>sockeye talk [--listen] ENDPOINT</c>: two people, line by line, until one says BYE.</summary>
internal static class TalkCommand
{
    public static CommandDefinition Definition => new(
        "talk", "Talk with one other party until either says BYE.", AddTo)
    {
        Group = CommandGroup.Talk,
        Examples = ["sockeye talk --listen tcp://127.0.0.1:5400", "sockeye talk tcp://127.0.0.1:5400"],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<Endpoint> endpoint = CommonOptions.StreamEndpoint("Whom to talk to.");
        endpoint.Arity = new ArgumentArity(0, 2);
        endpoint.DefaultValueFactory = _ => Transports.Endpoint.Tcp(null, Ports.Talk);
        Option<bool> listen = new("--listen") { Description = "Wait for the other party instead of calling it." };
        Option<TimeSpan?> timeout = CommonOptions.Duration(
            "--timeout", "How long to wait for the connection. Default 10s.");
        command.Arguments.Add(endpoint);
        command.Options.Add(listen);
        command.Options.Add(timeout);
        var trust = new TrustOptions();
        var identity = new IdentityOptions();
        trust.AddTo(command);
        identity.AddTo(command);
        command.Bind(host, (parsed, context) =>
        {
            Endpoint where = parsed.GetRequiredValue(endpoint);
            TimeSpan answerLimit = parsed.GetValue(timeout) ?? CommandTimeouts.Answer;
            return parsed.GetValue(listen)
                ? new TalkParty(identity.Apply(parsed, context, where), answerLimit).ListenAsync(where)
                : new TalkParty(trust.Apply(parsed, context), answerLimit).CallAsync(where);
        });
    }
}
