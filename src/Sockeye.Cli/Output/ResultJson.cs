using System.Text.Json.Serialization;
using Sockeye.Cli.Lab;
using Sockeye.Services;

namespace Sockeye.Cli.Output;

/// <summary>Every type that is printed as a result. Serializers are generated: no reflection at start.</summary>
[JsonSerializable(typeof(AccessResult))]
[JsonSerializable(typeof(LabResult))]
[JsonSerializable(typeof(ReceivedMessage))]
[JsonSerializable(typeof(ChangedResult))]
[JsonSerializable(typeof(EntryResult))]
[JsonSerializable(typeof(FetchedResult))]
[JsonSerializable(typeof(PingEventResult))]
[JsonSerializable(typeof(PingSummaryResult))]
[JsonSerializable(typeof(ProbeResult))]
[JsonSerializable(typeof(ResolvedResult))]
[JsonSerializable(typeof(SentResult))]
[JsonSerializable(typeof(SharedResult))]
[JsonSerializable(typeof(ShellLineResult))]
[JsonSerializable(typeof(StoredResult))]
[JsonSerializable(typeof(SweepResult))]
[JsonSerializable(typeof(SyncedResult))]
[JsonSerializable(typeof(SyncSummaryResult))]
[JsonSerializable(typeof(TalkLineResult))]
[JsonSerializable(typeof(UserResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
