using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Sockeye.Access;
using Sockeye.Protocols.Ftp;
using Sockeye.Storage;

namespace Sockeye.Services.Ftp;

/// <summary>Does with the folder what a session wants, where no data connection is needed.</summary>
internal sealed class FtpFiles(FtpServerSession session, TimeProvider time)
{
    private const int ChunkBytes = 256 * 1024; // of CRC-32; as for SHA-256

    /// <summary>Does it, and reports it to the session.</summary>
    /// <param name="action">What.</param>
    /// <param name="visit">As whom.</param>
    /// <param name="record">The access, if it is one: see <see cref="WordOf"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">It was not done, and nothing was reported.</exception>
    public async ValueTask DoAsync(
        FtpAction action, FolderVisit visit, Transfer? record, CancellationToken cancel)
    {
        switch (action.Kind)
        {
            case FtpActionKind.EnterDirectory:
                RequireDirectory(visit, FtpNames.Of(action.Path));
                session.OnDone();
                break;
            case FtpActionKind.CheckRename:
                visit.Stat(FtpNames.FileOf(action.Path));
                session.OnDone();
                break;
            case FtpActionKind.TellEntry or FtpActionKind.TellLength or FtpActionKind.TellModified:
                TellEntry(action, visit);
                break;
            case FtpActionKind.TellEntries:
                TellEntries(action, visit, record!, cancel);
                break;
            case FtpActionKind.Sum:
                await SumAsync(action, visit, cancel);
                break;
            default:
                Change(action, visit);
                session.OnDone();
                break;
        }
    }

    /// <summary>The word of the access log for what touches files; null for what only looks.</summary>
    public static string? WordOf(FtpActionKind kind) => kind switch
    {
        FtpActionKind.Retrieve => "get",
        FtpActionKind.Store or FtpActionKind.Append or FtpActionKind.StoreUnique => "put",
        FtpActionKind.List or FtpActionKind.TellEntries => "list",
        FtpActionKind.Sum => "sum",
        FtpActionKind.SetModified => "touch",
        FtpActionKind.Delete => "delete",
        FtpActionKind.CreateDirectory => "mkdir",
        FtpActionKind.RemoveDirectory => "rmdir",
        FtpActionKind.Rename => "move",
        _ => null,
    };

    private static void RequireDirectory(FolderVisit visit, FileName? name)
    {
        if (!visit.Stat(name).IsDirectory)
            throw new FileRefusedException(FileRefusal.NotFound, "not a directory");
    }

    private static void Change(FtpAction action, FolderVisit visit)
    {
        FileName name = FtpNames.FileOf(action.Path);
        switch (action.Kind)
        {
            case FtpActionKind.Delete: visit.Delete(name); break;
            case FtpActionKind.CreateDirectory: visit.CreateDirectory(name); break;
            case FtpActionKind.RemoveDirectory: visit.RemoveDirectory(name); break;
            case FtpActionKind.SetModified: visit.SetModified(name, action.Modified); break;
            case FtpActionKind.Rename: visit.Move(name, FtpNames.FileOf(action.Target), mayReplace: true); break;
            default: throw new InvalidOperationException($"{action.Kind} changes nothing");
        }
    }

    private void TellEntry(FtpAction action, FolderVisit visit)
    {
        FileName? name = FtpNames.Of(action.Path);
        FileStatus status = FtpNames.StatOrKept(visit, name);
        session.OnEntry(FtpNames.EntryOf(visit, name, status, FtpPath.Show(action.Path)));
    }

    private void TellEntries(FtpAction action, FolderVisit visit, Transfer record, CancellationToken cancel)
    {
        using FtpListing listing = FtpListing.Open(action, visit, cancel);
        FtpEntry[] entries = [.. listing.Read().Take(FtpLimits.MaxStatusEntries + 1)];
        if (entries.Length > FtpLimits.MaxStatusEntries)
            throw new FileRefusedException(FileRefusal.TooLarge, $"more than {FtpLimits.MaxStatusEntries} entries");

        record.Miss(listing.Gaps);
        session.OnEntries(entries, listing.Gaps.Count, time.GetUtcNow());
    }

    private async ValueTask SumAsync(FtpAction action, FolderVisit visit, CancellationToken cancel)
    {
        FileName name = FtpNames.FileOf(action.Path);
        using ServedFile? file = TryOpen(visit, name);
        if (file is null)
            await SumKeptAsync(action, visit, name, cancel);
        else
            await SumAsync(action, file, cancel);
    }

    private static ServedFile? TryOpen(FolderVisit visit, FileName name)
    {
        try
        {
            return visit.OpenRead(name);
        }
        catch (FileRefusedException refused) when (refused.Refusal is FileRefusal.NotFound or FileRefusal.NotAllowed)
        {
            if (!visit.Visitor.May(Rights.Write, name) || visit.KeptLength(name, FtpNames.UploadKey) is null)
                throw;

            return null;
        }
    }

    // Whoever is told the length of what is kept can find out as well whether it is the beginning of his file.
    private async ValueTask SumKeptAsync(
        FtpAction action, FolderVisit visit, FileName name, CancellationToken cancel)
    {
        await using PendingUpload kept = await visit.ResumeUploadAsync(name, FtpNames.UploadKey, null, cancel);
        long rest = kept.Length - action.Offset;
        if (action.Algorithm != FtpHashAlgorithm.Sha256 || rest < 0)
            throw new FileRefusedException(FileRefusal.NotFound, "no such sum of an upload that was cut");

        long length = Math.Min(action.Length ?? rest, rest);
        session.OnSum((await Digest.ComputeAsync(kept.Handle, action.Offset, length, cancel)).ToString(), length);
    }

    private async ValueTask SumAsync(FtpAction action, ServedFile file, CancellationToken cancel)
    {
        long rest = file.PartLength(action.Offset, null);
        long length = Math.Min(action.Length ?? rest, rest); // a range may end behind the file
        string digits = action.Algorithm == FtpHashAlgorithm.Sha256
            ? (await file.SumAsync(action.Offset, length, cancel)).ToString()
            : await Crc32InTurnAsync(file, action.Offset, length, cancel);
        session.OnSum(digits, length);
    }

    // As with SHA-256 only some at a time: sums must not take the disk from those who are sent files.
    private static async Task<string> Crc32InTurnAsync(
        ServedFile file, long offset, long length, CancellationToken cancel)
    {
        using (await file.TakeTurnAsync(cancel))
            return await Task.Run(() => Crc32Async(file.Handle, offset, length, cancel), cancel);
    }

    private static async Task<string> Crc32Async(
        SafeFileHandle file, long offset, long length, CancellationToken cancel)
    {
        var sum = new Crc32();
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (long end = offset + length; offset < end;)
            {
                cancel.ThrowIfCancellationRequested();
                int read = RandomAccess.Read(file, chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - offset)), offset);
                if (read == 0)
                    throw new FileRefusedException(FileRefusal.Busy, "the file became shorter");

                sum.Append(chunk.AsSpan(0, read));
                offset += read;
                await Task.Yield(); // others have a turn on the thread
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return sum.Current.ToString("x8", CultureInfo.InvariantCulture);
    }
}
