using System.Security.Cryptography;
using Sockeye.Bench.Processes;

namespace Sockeye.Bench.Measuring;

/// <summary>
/// A command that fetches a file to tmpfs, timed. What the first run fetched, the warm-up, is compared by SHA-256, what
/// later ones fetched by its length.
/// </summary>
internal sealed class Fetch(SourceFile source, string target, CommandLine command)
{
    private bool _isCompared;

    public async Task<double> SecondsAsync(CancellationToken cancel)
    {
        (TimeSpan took, _) = await TimedCommand.RunAsync(command, cancel);
        long length = File.Exists(target) ? new FileInfo(target).Length : -1;
        if (length != source.Length)
            throw new BenchFailure($"{command}: fetched {length} of {source.Length} bytes");
        if (!_isCompared)
            await CompareAsync(cancel);
        File.Delete(target); // every run makes its file anew
        return took.TotalSeconds;
    }

    private async Task CompareAsync(CancellationToken cancel)
    {
        await using FileStream file = File.OpenRead(target);
        string sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        if (sum != source.Sha256)
            throw new BenchFailure($"{command}: the bytes differ: SHA-256 {sum}, not {source.Sha256}");
        _isCompared = true;
    }
}
