using System.Globalization;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>A folder that costs much to list, to pack, to compress and to sum. Nobody changes it.</summary>
public sealed class LargeTree : IDisposable
{
    /// <summary>How long <c>sparse</c> is: 1 TiB, which nobody sums within a test. Less than any file system's most.
    /// </summary>
    public const long SparseBytes = 1L << 40;

    private const int Directories = 90;
    private const int FilesEach = 1_000;
    private const int FilesFlat = 20_000;
    private const int TextBytes = 16 * 1024 * 1024; // compressed it is longer than what sockets hold

    private readonly TemporaryDirectory _folder = new();

    public LargeTree()
    {
        _folder.AddDirectory("root");
        _folder.AddFile("root/small", "remember"u8);
        Parallel.For(0, Directories, number => AddFiles(Name("d", number), FilesEach));
        AddFiles("flat", FilesFlat);
        _folder.AddFile("root/text", Text());
        using FileStream sparse = File.Create(_folder.At("root/sparse"));
        sparse.SetLength(SparseBytes);
    }

    internal TemporaryDirectory Folder => _folder;

    public void Dispose() => _folder.Dispose();

    private static string Name(string prefix, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:00000}");

    // Hexadecimal digits without an order: half as long when compressed.
    private static byte[] Text()
    {
        byte[] text = new byte[TextBytes];
        new Random(1).GetItems("0123456789abcdef"u8, text);
        return text;
    }

    private void AddFiles(string directory, int count)
    {
        _folder.AddDirectory($"root/{directory}");
        for (int i = 0; i < count; i++)
            _folder.AddFile($"root/{directory}/{Name("a-name-of-usual-length-", i)}.txt", []);
    }
}
