using System.Diagnostics;
using System.Security.Cryptography;

namespace Sockeye.Bench;

/// <summary>The files that are served: random bytes, made once per run when they are first asked for.</summary>
internal sealed class SourceFiles(WorkDirectory work)
{
    public const long KiB = 1024;
    public const long MiB = 1024 * KiB;
    public const long GiB = 1024 * MiB;
    private const int BlockBytes = 1024 * 1024;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2.5);

    private readonly Dictionary<string, SourceFile> _made = [];
    private long _lastMade;

    public SourceFile Of(long length) => Make($"{length}.bin", length);

    /// <summary>Many files of one length, with names of one length.</summary>
    public IReadOnlyList<SourceFile> Many(int count, long length)
    {
        string directory = ManyDirectory(length);
        Directory.CreateDirectory(System.IO.Path.Combine(work.Root, directory));
        return [.. Enumerable.Range(0, count).Select(i => Make($"{directory}/{i:D5}.bin", length))];
    }

    /// <summary>The directory of the many files of that length.</summary>
    public static string ManyDirectory(long length) => $"many-{length}";

    /// <summary>Where the file itself lies.</summary>
    public string PathOf(SourceFile file) => System.IO.Path.Combine(work.Root, file.Name);

    /// <summary>
    /// Waits until the files made last are old enough for a server to remember their sums (docs/protocols/sfp.md).
    /// </summary>
    public Task SettleAsync(CancellationToken cancel)
    {
        TimeSpan left = _made.Count == 0 ? TimeSpan.Zero : Settling - Stopwatch.GetElapsedTime(_lastMade);
        return left > TimeSpan.Zero ? Task.Delay(left, cancel) : Task.CompletedTask;
    }

    private SourceFile Make(string name, long length)
    {
        if (_made.TryGetValue(name, out SourceFile? made))
            return made;

        using FileStream file = File.Create(System.IO.Path.Combine(work.Root, name));
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[Math.Min(length, BlockBytes)];
        for (long left = length; left > 0; left -= block.Length)
        {
            RandomNumberGenerator.Fill(block); // nothing on the way could compress it
            ReadOnlySpan<byte> part = block.AsSpan(0, (int)Math.Min(left, block.Length));
            file.Write(part);
            sum.AppendData(part);
        }

        _lastMade = Stopwatch.GetTimestamp();
        return _made[name] = new SourceFile(name, length, Convert.ToHexStringLower(sum.GetHashAndReset()));
    }
}
