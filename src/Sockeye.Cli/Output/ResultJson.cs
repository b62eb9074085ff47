using System.Text.Json.Serialization;
using Sockeye.Services;

namespace Sockeye.Cli.Output;

/// <summary>Every type that is printed as a result. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(ReceivedMessage))]
[JsonSerializable(typeof(SentResult))]
[JsonSerializable(typeof(TalkLineResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
