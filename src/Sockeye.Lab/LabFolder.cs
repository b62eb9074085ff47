using System.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Lab;

/// <summary>The exercises' files, made from fixed seeds: a client on another machine knows what to expect.</summary>
internal sealed class LabFolder : IDisposable
{
    /// <summary>The text file of exercises 5 and 7.</summary>
    public const string TextName = "notes.txt";

    /// <summary>The binary file of exercises 6 and 8.</summary>
    public const string BinaryName = "image.bin";

    private const int TextLines = 20_000; // about 1.2 MB: more than fits the buffers between a server and a slow reader
    private const int BinaryBytes = 4 * 1024 * 1024 + 17; // odd on purpose: the last block is a short one

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sockeye-lab-");
    private readonly Dictionary<string, Sha256Sum> _sums = [];
    private int _fetched;

    /// <summary>Makes the files.</summary>
    public LabFolder()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Fetched);
        Write(TextName, MakeText());
        Write(BinaryName, MakeBinary());
    }

    /// <summary>The directory that is served.</summary>
    public string Root => Path.Combine(_directory.FullName, "served");

    private string Fetched => Path.Combine(_directory.FullName, "fetched");

    /// <summary>The SHA-256 that a fetched file must have.</summary>
    public Sha256Sum SumOf(string name) => _sums[name];

    /// <summary>A new path for a file to be fetched to.</summary>
    public string NewTarget(string name) =>
        Path.Combine(Fetched, $"{Interlocked.Increment(ref _fetched)}-{name}");

    public void Dispose() => _directory.Delete(recursive: true);

    private static byte[] MakeText()
    {
        var text = new StringBuilder();
        for (int line = 1; line <= TextLines; line++)
            text.Append("line ").Append(line).Append(": the quick brown fox — Γειά σου Κόσμε — jumps\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] MakeBinary()
    {
        byte[] bytes = new byte[BinaryBytes];
        new Random(Seed: 8).NextBytes(bytes);
        return bytes;
    }

    private void Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(Root, name), content);
        _sums[name] = Sha256Sum.Of(content);
    }
}
