using System.Globalization;

namespace Sockeye.Cli.Output;

/// <summary>What <c>sync</c> did in all.</summary>
/// <param name="Copied">How many files.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Equal">How many files were alike already.</param>
/// <param name="Made">How many directories.</param>
/// <param name="Removed">How many files and directories.</param>
/// <param name="Failures">How much did not work.</param>
/// <param name="DryRun">Whether nothing was changed, and this would have been done.</param>
internal sealed record SyncSummaryResult(
    int Copied, long Bytes, int Equal, int Made, int Removed, int Failures, bool DryRun)
{
    public string ToText() =>
        (DryRun ? "nothing was changed; it would be: " : "")
        + string.Create(CultureInfo.InvariantCulture, $"{Copied} copied ({Bytes:N0} bytes), {Equal} alike, ")
        + string.Create(
            CultureInfo.InvariantCulture, $"{Made} directories made, {Removed} removed, {Failures} failed");
}
