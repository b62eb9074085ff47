using System.CommandLine;

namespace Sockeye.Cli.Commands.Chat;

/// <summary><c>sockeye chat URL</c>: says what comes in, prints what is said, or is a chat for a person.</summary>
internal static class ChatCommand
{
    public static CommandDefinition Definition => new("chat", "Talk in the rooms of an IRC server.", AddTo)
    {
        Group = CommandGroup.Talk,
        Details = "Of a pipe each line is said. On a terminal it is a chat for a person: /help tells its commands.",
        Examples =
        [
            "make 2>&1 | sockeye chat ircs://irc.example.org/#builds --nick ci",
            "sockeye chat --follow irc://irc.example.org/#room | grep error",
            "sockeye chat irc://127.0.0.1/#room",
        ],
    };

    private static void AddTo(Command command, ICommandHost host)
    {
        Argument<ChatUrl> url = new("url")
        {
            Description = "The server and its rooms: irc://host[:port]/#room[,#room], ircs:// for TLS. "
                + "The key of a room: #room?key.",
            CustomParser = static result =>
            {
                ChatUrl? parsed = ChatUrl.Parse(result.Tokens[0].Value, out string? error);
                if (error is not null)
                    result.AddError(error);
                return parsed;
            },
        };
        command.Arguments.Add(url);
        var options = new ChatOptions();
        options.AddTo(command);
        command.Bind(host, (parsed, context) =>
        {
            ChatUrl where = parsed.GetRequiredValue(url);
            return new ChatRun(options.Apply(parsed, context), where, options.Read(parsed, context, where)).RunAsync();
        });
    }
}
