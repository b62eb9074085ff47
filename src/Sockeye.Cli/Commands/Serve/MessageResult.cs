using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Files.Access;
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

/// <summary>One access, in JSON.</summary>
/// <param name="Time">When it ended, RFC 3339.</param>
/// <param name="Protocol">By which protocol.</param>
/// <param name="From">Where from.</param>
/// <param name="User">Who.</param>
/// <param name="Action">What was asked for.</param>
/// <param name="Name">Of which file or directory.</param>
/// <param name="Bytes">How many bytes of content moved.</param>
/// <param name="Result"><c>ok</c>, <c>incomplete</c>, <c>cut-off</c>, or the word of the refusal.</param>
/// <param name="ElapsedMs">How long it took, in milliseconds.</param>
/// <param name="Missing">What a listing or an archive lacks; null when it lacks nothing.</param>
internal sealed record AccessResult(
    DateTimeOffset Time, string Protocol, string From, string User, string Action, string Name, long Bytes,
    string Result, double ElapsedMs, string? Missing) : IJsonLine<AccessResult>
{
    public static JsonTypeInfo<AccessResult> JsonType => ServeJson.Lines.AccessResult;

    public static AccessResult Of(AccessRecord access) => new(
        access.Time, access.Protocol, access.From, access.User, access.Action, access.Name, access.Bytes, access.Result,
        access.Elapsed.TotalMilliseconds, access.Missing.Length == 0 ? null : access.Missing);
}

/// <summary>What <c>serve</c> prints and logs, as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(AccessResult))]
[JsonSerializable(typeof(MessageResult))]
internal sealed partial class ServeJson : JsonSerializerContext
{
    public static ServeJson Lines { get; } = new(JsonLine.Options());
}
