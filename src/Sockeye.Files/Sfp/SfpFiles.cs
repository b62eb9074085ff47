using Microsoft.Extensions.Logging;
using Sockeye.Fairness;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Sfp;
using Sockeye.Protocols.Wire;
using Sockeye.Transports;

namespace Sockeye.Files.Sfp;

/// <summary>
/// What each request for a file does, and its answer. Refusals are exceptions, before anything is sent.
/// </summary>
internal sealed class SfpFiles(
    StreamConnection connection, SfpAnswerWriter answers, SfpOptions options, ILogger logger)
{
    private const int MaxUnsentBytes = 16 * 1024; // of a listing: our choice, then the peer has to read

    /// <returns>false when the connection cannot be used further.</returns>
    public async Task<bool> AnswerAsync(
        FolderVisit visit, AccessEntry access, SfpRequest request, CancellationToken stopping)
    {
        switch (request.Verb)
        {
            case SfpVerb.Get or SfpVerb.Range:
                return await SendContentAsync(visit, access, request, stopping);
            case SfpVerb.Stat or SfpVerb.Sum or SfpVerb.SumRange:
                await SendFactsAsync(visit, request, stopping);
                access.Sent();
                return true;
            case SfpVerb.List or SfpVerb.ListAll:
                await SendListAsync(visit, access, request, stopping);
                access.Sent();
                return true;
            case SfpVerb.Put or SfpVerb.Resume:
                await ReceiveAsync(visit, access, request);
                return true;
            default:
                Change(visit, request);
                access.Complete();
                await answers.SendAsync(SfpAnswer.Done);
                return true;
        }
    }

    private static void Change(FolderVisit visit, SfpRequest request)
    {
        var name = FileName.Parse(request.Name);
        switch (request.Verb)
        {
            case SfpVerb.Delete:
                visit.Delete(name);
                break;
            case SfpVerb.MkDir:
                visit.CreateDirectory(name);
                break;
            case SfpVerb.RmDir:
                visit.RemoveDirectory(name);
                break;
            default:
                visit.SetModified(name, request.Modified);
                break;
        }
    }

    private async Task<bool> SendContentAsync(
        FolderVisit visit, AccessEntry access, SfpRequest request, CancellationToken stopping)
    {
        using ServedFile file = visit.OpenRead(FileName.Parse(request.Name));
        long length = file.PartLength(request.Offset, request.Length);
        Sha256Sum? sum = null;
        if (length == file.Length)
        {
            using (connection.Working())
                sum = await visit.TrySumAsync(file, options.MaxSumFirstBytes, stopping);
        }

        answers.Write(SfpAnswer.Content(length, file.Modified, sum));
        long before = connection.BytesSent;
        (access.Length, access.Meter) = (
            length, () => Math.Max(0, connection.BytesSent - before - connection.Delivery.UnderWay));
        access.IsPart = request.Offset + length < file.Length;
        try
        {
            await connection.SendFileAsync(file.Handle, request.Offset, length, CancellationToken.None);
            await answers.FlushAsync();
            access.Sent(length);
            return true;
        }
        catch (IOException failure) when (failure is EndOfStreamException or LocalFileException)
        {
            // The peer was promised more bytes than there are: a reset is the only honest end. Never padded.
            logger.Failed(connection.Id, request.Verb, failure.Message);
            connection.Abort(EndReason.LocalFailure);
            return false;
        }
    }

    private async Task SendFactsAsync(FolderVisit visit, SfpRequest request, CancellationToken stopping)
    {
        var name = FileName.Parse(request.Name);
        if (request.Verb == SfpVerb.Stat)
        {
            FileStatus status = visit.Stat(name);
            if (!status.IsFile)
                throw new FileRefusedException(FileRefusal.NotAllowed, "it is a directory");
            await answers.SendAsync(SfpAnswer.Facts(status.Length, status.Modified, sum: null));
            return;
        }

        using ServedFile file = visit.OpenRead(name);
        long length = file.PartLength(request.Offset, request.Length);
        Sha256Sum sum;
        using (connection.Working()) // the client waits for us, and for those whose turn it is before
            sum = await visit.SumAsync(file, request.Offset, length, stopping);
        await answers.SendAsync(SfpAnswer.Facts(file.Length, file.Modified, sum));
    }

    private async Task SendListAsync(
        FolderVisit visit, AccessEntry access, SfpRequest request, CancellationToken stopping)
    {
        FileName? directory = request.Name.Length == 0 ? null : FileName.Parse(request.Name);
        bool isRecursive = request.Verb == SfpVerb.ListAll;
        FileStatus status = visit.Stat(directory);
        using WorkPlace place = visit.BeginListing(isRecursive);
        using FileListing listing = visit.List(directory, isRecursive, stopping);
        answers.Write(SfpAnswer.Listing(status.Modified));
        foreach (FileEntry? entry in listing.InSteps())
        {
            if (entry is null)
                await place.StepAsync(stopping);
            else if (SfpEntryEncoder.CanEncode(entry.Name.Text))
                await place.RestAsync(answers.SendAsync(LineOf(entry), MaxUnsentBytes));
            else
                listing.Gaps.Add(new ListingGap("", 1, ListingGapReason.Unnameable, "it is too long"));
        }

        place.Rest();

        foreach (ListingGap gap in listing.Gaps)
            await answers.SendAsync(LineOf(gap), MaxUnsentBytes);
        await answers.SendAsync(SfpEntry.End, maxUnsentBytes: 0);
        access.Miss(listing.Gaps);
    }

    private static SfpEntry LineOf(FileEntry entry) => entry.Status.Kind switch
    {
        FileKind.File => SfpEntry.File(entry.Name.Text, entry.Status.Length, entry.Status.Modified),
        FileKind.Directory => SfpEntry.Directory(entry.Name.Text, entry.Status.Modified),
        _ => SfpEntry.Other(entry.Name.Text, entry.Status.Modified),
    };

    private static SfpEntry LineOf(ListingGap gap) => SfpEntry.Missing(
        SfpEntryEncoder.CanEncode(gap.Path) ? gap.Path : "", gap.Count,
        gap.Reason == ListingGapReason.Unreadable ? SfpMissing.Unreadable : SfpMissing.Unnameable);

    private async Task ReceiveAsync(FolderVisit visit, AccessEntry access, SfpRequest request)
    {
        long length = request.Length!.Value; // PUT and RESUME both announce a length
        var name = FileName.Parse(request.Name);
        await using PendingUpload upload = request.Verb == SfpVerb.Resume
            ? await visit.ResumeUploadAsync(name, $"sfp {request.Sum}", length, CancellationToken.None)
            : visit.CreateUpload(name, length);
        if (upload.Length > length)
            await upload.TruncateAsync(0); // of another length it is not this file

        long start = upload.Length;
        (access.Length, access.Meter) = (length - start, null);
        await answers.SendAsync(SfpAnswer.ReadyFrom(start));
        await connection.ReceiveFileAsync(
            upload.Handle, start, length - start, new UploadProgress(upload.Digest, access, start), upload.Superseded);
        FileStatus published;
        using (connection.Working()) // the rest of it is summed, and it is brought to the disk
            published = await upload.PublishAsync(length, request.Sum, modified: null, CancellationToken.None);
        access.Complete(length - start);
        logger.Published(connection.Id, upload.Name.Text, length);
        await answers.SendAsync(SfpAnswer.Facts(published.Length, published.Modified, request.Sum));
    }

    /// <summary>What arrived is summed meanwhile, and shown.</summary>
    private sealed class UploadProgress(IProgress<long> digest, IProgress<long> access, long start) : IProgress<long>
    {
        public void Report(long value)
        {
            digest.Report(start + value);
            access.Report(value);
        }
    }
}
