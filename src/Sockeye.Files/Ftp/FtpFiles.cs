using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Sockeye.Fairness;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Ftp;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Ftp;

/// <summary>Does with the folder what a session wants, where no data connection is needed.</summary>
internal sealed class FtpFiles(FtpServerSession session, TimeProvider time)
{
    private const int ChunkBytes = 256 * 1024; // of CRC-32; as for SHA-256

    /// <summary>Does it, and reports it to the session.</summary>
    /// <param name="action">What.</param>
    /// <param name="visit">As whom.</param>
    /// <param name="record">The access, if it is one: see <see cref="FtpNames.AccessWordOf"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileRefusedException">It was not done, and nothing was reported.</exception>
    public async ValueTask DoAsync(
        FtpAction action, FolderVisit visit, AccessEntry? record, CancellationToken cancel)
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
                await TellEntriesAsync(action, visit, record!, cancel);
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

    private async ValueTask TellEntriesAsync(
        FtpAction action, FolderVisit visit, AccessEntry record, CancellationToken cancel)
    {
        using FtpListing listing = FtpListing.Open(action, visit, cancel);
        var entries = new List<FtpEntry>();
        foreach (FtpEntry? entry in listing.Read())
        {
            if (entry is null)
                await listing.Place.StepAsync(cancel);
            else if (entries.Count == FtpLimits.MaxStatusEntries)
                throw new FileRefusedException(
                    FileRefusal.TooLarge, $"more than {FtpLimits.MaxStatusEntries} entries");
            else
                entries.Add(entry);
        }

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
            await SumAsync(action, visit, file, cancel);
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
        using WorkPlace place = visit.BeginSum();
        Sha256Sum sum = await Digest.ComputeAsync(kept.Handle, action.Offset, length, cancel, place);
        session.OnSum(sum.ToString(), length);
    }

    private async ValueTask SumAsync(
        FtpAction action, FolderVisit visit, ServedFile file, CancellationToken cancel)
    {
        using WorkPlace place = visit.BeginSum();
        long rest = file.PartLength(action.Offset, null);
        long length = Math.Min(action.Length ?? rest, rest); // a range may end behind the file
        string digits = action.Algorithm == FtpHashAlgorithm.Sha256
            ? (await file.SumAsync(action.Offset, length, cancel, place)).ToString()
            : await Crc32Async(file.Handle, action.Offset, length, place, cancel);
        session.OnSum(digits, length);
    }

    private static async ValueTask<string> Crc32Async(
        SafeFileHandle file, long offset, long length, WorkPlace place, CancellationToken cancel)
    {
        var sum = new Crc32();
        for (long end = offset + length; offset < end;)
        {
            await place.StepAsync(cancel);
            offset += AppendChunk(sum, file, offset, (int)Math.Min(ChunkBytes, end - offset));
        }

        return sum.Current.ToString("x8", CultureInfo.InvariantCulture);
    }

    // Who waits for a turn holds no memory.
    private static int AppendChunk(Crc32 sum, SafeFileHandle file, long offset, int wanted)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(wanted);
        try
        {
            int read = FileBytes.Read(file, chunk.AsSpan(0, wanted), offset);
            if (read == 0)
                throw new FileRefusedException(FileRefusal.Busy, "the file became shorter");

            sum.Append(chunk.AsSpan(0, read));
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
