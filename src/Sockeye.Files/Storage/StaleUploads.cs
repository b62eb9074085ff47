using Microsoft.Win32.SafeHandles;
using Sockeye.Native;

namespace Sockeye.Files.Storage;

/// <summary>Finds and removes what uploads of ended processes left behind below a root.</summary>
/// <remarks>
/// It stays on the root's file system, and passes over what it may not read or what fails: there is another time. Only
/// names that we make are looked at, and only files of our own user are removed.
/// </remarks>
/// <param name="root">Where.</param>
/// <param name="oldest">Uploads that can go on, and changed since, stay, as long as they are not too many.</param>
internal sealed class StaleUploads(FileRoot root, DateTimeOffset oldest)
{
    private readonly Stack<FileName?> _waiting = new(root.Tops);
    private (uint Major, uint Minor)? _device;

    /// <returns>How many were removed.</returns>
    public int Remove(CancellationToken cancel)
    {
        int removed = 0;
        while (_waiting.TryPop(out FileName? directory))
        {
            try
            {
                using SafeFileHandle handle = root.OpenDirectory(directory);
                removed += RemoveIn(directory, handle, cancel);
            }
            catch (Exception failed) when (failed is FileRefusedException or IOException)
            {
                // Gone, locked, or no longer a directory.
            }
        }

        foreach (KeptUpload kept in root.Kept.All.Where(kept => !IsThere(kept)))
            root.Kept.Remove(kept.Directory, kept.Entry);
        return removed;
    }

    // Others may remove what we keep as well.
    private bool IsThere(KeptUpload kept)
    {
        try
        {
            using SafeFileHandle directory = root.OpenDirectory(kept.Directory);
            return FileCalls.StatusAt(directory, kept.Entry, out _) == Errno.None;
        }
        catch (Exception gone) when (gone is FileRefusedException or IOException)
        {
            return false;
        }
    }

    private int RemoveIn(FileName? name, SafeFileHandle directory, CancellationToken cancel)
    {
        if (FileCalls.Status(directory, out Statx status) != Errno.None || !IsOnOurDevice(status))
            return 0;

        int removed = 0;
        var reader = new DirectoryReader(directory);
        while (reader.TryMoveNext(out _))
        {
            cancel.ThrowIfCancellationRequested();
            string entry = System.Text.Encoding.UTF8.GetString(reader.Current);
            if (TemporaryName.Is(entry))
                removed += Remove(name, directory, entry);
            else if (reader.MayBeDirectory && FileName.TryCombine(name, entry, out FileName? below))
                _waiting.Push(below);
        }

        return removed;
    }

    private bool IsOnOurDevice(in Statx status)
    {
        _device ??= (status.DeviceMajor, status.DeviceMinor);
        return _device == (status.DeviceMajor, status.DeviceMinor);
    }

    private int Remove(FileName? name, SafeFileHandle directory, string entry)
    {
        bool isOurs = FileCalls.StatusAt(directory, entry, out Statx status) == Errno.None
            && status.IsRegular && OwnFile.IsOwn(status);
        if (!isOurs)
            return 0;
        if (TemporaryName.IsKept(entry) && status.Changed > oldest)
            return root.Keep(new KeptUpload(name, entry, (long)status.Size, status.Changed));

        return StaleUpload.TryRemove(directory, entry) ? 1 : 0;
    }
}
