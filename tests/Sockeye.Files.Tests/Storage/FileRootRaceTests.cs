using System.Text;
using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Storage;
using Sockeye.Native;
using Sockeye.Testing;

namespace Sockeye.Files.Tests.Storage;

/// <summary>A local user of the server swaps a directory for a link while a peer's names are opened.</summary>
public sealed class FileRootRaceTests
{
    private const int Attempts = 2_000;
    private const int Uploads = 100; // each waits for the disk

    [Theory, InlineData(true), InlineData(false)]
    public async Task Swapped_directory_never_leads_out(bool mayUseOpenAt2)
    {
        using var directory = new TemporaryDirectory();
        string path = PlantDoor(directory);
        using var root = new FileRoot(path, options: null, mayUseOpenAt2);
        using var done = new CancellationTokenSource();
        Task swapping = Task.Run(() => SwapUntil(path, done.Token));

        var seen = new HashSet<string>();
        for (int i = 0; i < Attempts; i++)
            seen.Add(TryRead(root, FileName.Parse("door/secret.txt")));
        for (int i = 0; i < Uploads; i++)
            await TryUploadAsync(root, FileName.Parse("door/new.txt"));
        await done.CancelAsync();
        await swapping;

        Assert.DoesNotContain(TraversalCorpus.Secret, seen);
        Assert.Equal(["secret.txt"], Directory.GetFileSystemEntries(directory.At("outside")).Select(Path.GetFileName));
    }

    // root/door is a directory with a harmless secret.txt, or a link to outside/ with the real one.
    private static string PlantDoor(TemporaryDirectory directory)
    {
        directory.AddDirectory("outside");
        directory.AddFile("outside/secret.txt", Encoding.UTF8.GetBytes(TraversalCorpus.Secret));
        string root = directory.AddDirectory("root");
        directory.AddDirectory("root/door");
        directory.AddFile("root/door/secret.txt", "harmless"u8);
        File.CreateSymbolicLink(Path.Combine(root, "link"), "../outside");
        return root;
    }

    private static void SwapUntil(string path, CancellationToken done)
    {
        FileCalls.OpenDirectory(path, OpenFlags.ReadOnly, out SafeFileHandle root);
        using (root)
        {
            while (!done.IsCancellationRequested)
            {
                FileCalls.Rename(root, "door", "parked");
                FileCalls.Rename(root, "link", "door");
                FileCalls.Rename(root, "door", "link");
                FileCalls.Rename(root, "parked", "door");
            }
        }
    }

    private static string TryRead(FileRoot root, FileName name)
    {
        try
        {
            using ServedFile file = root.OpenRead(name);
            byte[] bytes = new byte[file.Length];
            RandomAccess.Read(file.Handle, bytes, 0);
            return Encoding.UTF8.GetString(bytes);
        }
        catch (FileRefusedException refused) when (refused.Refusal is FileRefusal.NotFound or FileRefusal.NotAllowed)
        {
            return refused.Refusal.ToString();
        }
    }

    private static async Task TryUploadAsync(FileRoot root, FileName name)
    {
        try
        {
            await using PendingUpload upload = root.CreateUpload(name);
            await upload.PublishAsync(0, sum: null, modified: null, CancellationToken.None);
        }
        catch (FileRefusedException refused) when (refused.Refusal is FileRefusal.NotFound or FileRefusal.NotAllowed)
        {
            // the door was a link, or ajar
        }
    }
}
