using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;

namespace Sockeye.Cli.Commands.Share;

/// <summary>A way to the shared folder.</summary>
/// <param name="Service"><c>http</c>, <c>ftp</c>, <c>files</c> or <c>tftp</c>.</param>
/// <param name="Url">Of the folder.</param>
internal sealed record SharedResult(string Service, string Url) : IJsonLine<SharedResult>
{
    public static JsonTypeInfo<SharedResult> JsonType => ShareJson.Lines.SharedResult;
}

/// <summary>Results of <c>share</c> as JSON. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(SharedResult))]
internal sealed partial class ShareJson : JsonSerializerContext
{
    public static ShareJson Lines { get; } = new(JsonLine.Options());
}
