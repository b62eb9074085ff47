using System.Globalization;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Http.Files;

/// <summary>The names of a file's present state.</summary>
/// <remarks>
/// The SHA-256, where it is known or quickly made: the same for ever, on every server. Else a weak one from length and
/// time, so that nobody waits for a long file to be read before its first byte; a part of such a file is asked for with
/// its time in If-Range. Both names are understood, whichever is told.
/// </remarks>
internal static class FileValidators
{
    /// <summary>
    /// Up to which length a sum is made rather than done without, in bytes: half a millisecond of work.
    /// </summary>
    public const long MaxSummedBytes = 256 * 1024;

    /// <param name="file">The file.</param>
    /// <param name="suffix">What tells this form of it from others; null for the file as it is.</param>
    /// <param name="cancel">Gives up.</param>
    public static async ValueTask<Validators> OfAsync(ServedFile file, string? suffix, CancellationToken cancel)
    {
        Sha256Sum? sum = file.KnownSum;
        if (sum is null && file.Length <= MaxSummedBytes)
            sum = await file.SumAsync(0, file.Length, cancel);

        // A compressed form is weak: another version of the compressor makes other bytes.
        string version = string.Create(
            CultureInfo.InvariantCulture, $"{file.Length:x}-{file.Modified.UtcTicks:x}{suffix}");
        var byTime = new EntityTag(version, IsWeak: true);
        if (sum is not { } known)
            return new Validators(byTime, null, file.Modified);

        var byContent = new EntityTag(suffix is null ? known.ToString() : known + suffix, IsWeak: suffix is not null);
        return new Validators(byContent, byTime, file.Modified);
    }
}
