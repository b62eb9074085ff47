using System.CommandLine;
using System.CommandLine.Parsing;
using Sockeye.Chat.Lines;
using Sockeye.Protocols.Chat;
using Sockeye.Protocols.Chat.Lines;
using Sockeye.Transports;

namespace Sockeye.Cli.Services;

/// <summary>The service <c>lines</c>: the door of the chat for netcat and telnet.</summary>
internal static class LinesModule
{
    private const int Port = 5480; // our choice: nobody has registered it

    private static readonly Option<string> Lobby = new("--lobby")
    {
        Description = "lines: the room where who comes is taken to.",
        HelpName = "name",
        DefaultValueFactory = _ => new ChatLineOptions().Lobby,
        CustomParser = ParseRoom,
    };

    public static ServiceModule Module { get; } = new(
        "lines", "Chat for netcat and telnet, whose rooms all doors of chat share.", _ => Endpoint.Tcp(null, Port))
    {
        Options = [Lobby],
        Stream = Create,
    };

    private static LineDoorHandler Create(ServiceSettings settings) => new(
        settings.ChatHub.Value,
        new LineDoorOptions
        {
            Session = new ChatLineOptions { Lobby = settings.ValueOf(Lobby) ?? new ChatLineOptions().Lobby },
            AllowsSilence = settings.IdleTimeout is null,
        },
        settings.Time);

    private static string? ParseRoom(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string name = ChatNames.IsMeantForRoom(text) ? text : ChatNames.RoomMark + text; // # is a comment to a shell
        if (ChatNames.IsRoom(name, new ChatLimits()))
            return name;

        result.AddError($"'{text}' cannot be the name of a room");
        return null;
    }
}
