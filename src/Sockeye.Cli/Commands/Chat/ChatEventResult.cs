using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Chat;

/// <summary>What happened in a room.</summary>
/// <param name="Time">When: by the server's clock where it tells, else when we heard of it.</param>
/// <param name="Room">Where; null where it belongs to no room.</param>
/// <param name="Nick">Who.</param>
/// <param name="Account">Whose account it is; null where the server does not tell.</param>
/// <param name="Kind">message, notice, action, join, part, quit, kick, nick or topic.</param>
/// <param name="Text">What was said, without colours.</param>
/// <param name="Id">The message's id; null where the server has none.</param>
internal sealed record ChatEventResult(
    DateTimeOffset Time, string? Room, string? Nick, string? Account, string Kind, string Text, string? Id)
    : IJsonLine<ChatEventResult>
{
    public static JsonTypeInfo<ChatEventResult> JsonType => ChatJson.Lines.ChatEventResult;
}

/// <summary>What came of the lines of a pipe.</summary>
/// <param name="Rooms">Where they were said.</param>
/// <param name="Lines">How many lines of IRC the server has taken.</param>
internal sealed record ChatSaidResult(IReadOnlyList<string> Rooms, long Lines) : IJsonLine<ChatSaidResult>
{
    public static JsonTypeInfo<ChatSaidResult> JsonType => ChatJson.Lines.ChatSaidResult;
}

/// <summary>Results of <c>chat</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ChatEventResult))]
[JsonSerializable(typeof(ChatSaidResult))]
internal sealed partial class ChatJson : JsonSerializerContext
{
    public static ChatJson Lines { get; } = new(JsonLine.Options());
}
