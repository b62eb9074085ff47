using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Files.Sync;
using Sockeye.Protocols.Text;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>One thing that <c>sync</c> did, or would do.</summary>
/// <param name="Path">From the directory that is synced.</param>
/// <param name="Action"><c>copied</c>, <c>made</c>, <c>removed</c>, <c>failed</c>, or <c>would copy</c> …</param>
/// <param name="Bytes">How long a copied file is.</param>
/// <param name="ResumedFrom">How much of it was there from an earlier attempt, in bytes.</param>
/// <param name="Verified">Whether its SHA-256 was compared with the server's.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record SyncedResult(
    string Path, string Action, long? Bytes = null, long? ResumedFrom = null, bool? Verified = null,
    string? Error = null) : IJsonLine<SyncedResult>
{
    public static JsonTypeInfo<SyncedResult> JsonType => SyncJson.Lines.SyncedResult;

    /// <summary>Whether the path is escaped already: it is no name, and cannot be told otherwise.</summary>
    [JsonIgnore]
    public bool IsEscaped { get; init; }

    public static SyncedResult Of(SyncReport report) => new(
        report.Path, ActionOf(report), report.Bytes, report.Transfer?.ResumedFrom, report.Transfer?.IsVerified,
        report.Failure?.Message)
    {
        IsEscaped = report.IsEscaped,
    };

    public string ToText()
    {
        string bytes = Bytes is { } length ? string.Create(CultureInfo.InvariantCulture, $" ({length:N0} bytes") : "";
        string resumed =
            ResumedFrom > 0 ? string.Create(CultureInfo.InvariantCulture, $", resumed at {ResumedFrom:N0}") : "";
        string unverified = Verified == false ? ", not verified" : "";
        string facts = bytes.Length > 0 ? $"{bytes}{resumed}{unverified})" : "";
        string error = Error is null ? "" : $": {PrintableText.Escape(Error)}";
        return $"{Action} {(IsEscaped ? Path : PrintableText.Escape(Path))}{facts}{error}";
    }

    private static string ActionOf(SyncReport report) => (report.Action, report.IsPlanned) switch
    {
        _ when report.Failure is not null => "failed",
        (SyncAction.MakeDirectory, false) => "made",
        (SyncAction.MakeDirectory, true) => "would make",
        (SyncAction.Copy or SyncAction.CopyIfOther, false) => "copied",
        (SyncAction.Copy, true) => "would copy",
        (SyncAction.CopyIfOther, true) => "would compare",
        (SyncAction.Conflict, _) => "would fail",
        (_, true) => "would remove",
        _ => "removed",
    };
}
