using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Sockeye.Cli.Console;
using Sockeye.Files.Sync;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>What <c>sync</c> did in all. Of what the source has, each is in one number but <c>Removed</c>.</summary>
/// <param name="Copied">How many files.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Equal">How many files were alike already.</param>
/// <param name="Made">How many directories.</param>
/// <param name="Kept">How many directories were there already.</param>
/// <param name="Removed">How many files and directories of the target.</param>
/// <param name="Failures">How much did not work, or could not be listed.</param>
/// <param name="LeftOut">How many links, devices and the like: they are never copied.</param>
/// <param name="DryRun">Whether nothing was changed, and this would have been done.</param>
internal sealed record SyncSummaryResult(
    int Copied, long Bytes, int Equal, int Made, int Kept, int Removed, int Failures, int LeftOut, bool DryRun)
    : IJsonLine<SyncSummaryResult>
{
    public static JsonTypeInfo<SyncSummaryResult> JsonType => SyncJson.Lines.SyncSummaryResult;

    public static SyncSummaryResult Of(SyncSummary done, bool isDryRun) => new(
        done.Copied, done.Bytes, done.Equal, done.Made, done.Kept, done.Removed, done.Failures, done.LeftOut, isDryRun);

    public string ToText() =>
        (DryRun ? "nothing was changed; it would be: " : "")
        + string.Create(CultureInfo.InvariantCulture, $"{Copied} copied ({Bytes:N0} bytes), {Equal} alike, ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{Made} directories made, {Kept} there, {Removed} removed, {Failures} failed, {LeftOut} left out");
}
