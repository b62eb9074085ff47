using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Services;

namespace Sockeye.Cli.Commands.Serve;

/// <summary>What a peer said to a service.</summary>
/// <param name="Service">Which.</param>
/// <param name="Peer">Who.</param>
/// <param name="Text">Made safe to print.</param>
internal sealed record MessageResult(string Service, string Peer, string Text) : IJsonLine<MessageResult>
{
    public static JsonTypeInfo<MessageResult> JsonType => ServeJson.Lines.MessageResult;

    public static MessageResult Of(ReceivedMessage message) => new(message.Service, message.Peer, message.Text);

    public string ToText() => $"{Service} {Peer}: {Text}";
}
