using Sockeye.Cli.Console;
using Sockeye.Cli.Ending;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Cli.Commands.Sync;

/// <summary>Makes one directory like another: lists both, plans, and does what is planned.</summary>
/// <param name="context">Where results go.</param>
/// <param name="settings">How.</param>
/// <param name="open">Makes a way to the server; each file at once has its own.</param>
/// <param name="localRoot">The directory here.</param>
/// <param name="remoteRoot">The directory there; empty is the root.</param>
/// <param name="isUpload">Whether the directory here is the source.</param>
internal sealed class SyncRun(
    CommandContext context, SyncSettings settings, Func<IRemoteFiles> open, string localRoot, string remoteRoot,
    bool isUpload)
{
    private const long NoLength = -1; // of no file

    private readonly LocalTree _local = new(localRoot);
    private readonly SyncCounts _counts = new();

    public async Task<ExitCode> RunAsync()
    {
        CancellationToken stop = context.Stop;
        await using IRemoteFiles files = open();
        IReadOnlyList<SyncEntry> here = ListLocal(stop);
        IReadOnlyList<SyncEntry> there = await ListRemoteAsync(files, stop);
        (IReadOnlyList<SyncEntry> source, IReadOnlyList<SyncEntry> target) = isUpload ? (here, there) : (there, here);
        if (!isUpload)
            target = [.. WithoutParts(source, target).Select(Unlike)];
        bool isComplete = _counts.FirstFailure is null;
        if (settings.Deletes && source.Count == 0 && target.Count > 0 && isComplete)
            throw new UsageException(
                "the source is empty, so --delete would remove all there is; if that is meant, remove it by rm");
        if (settings.Deletes && !isComplete)
            context.Console.Say("sockeye: nothing is removed, for not all of what there is could be listed");
        SyncSettings possible = settings with { Deletes = settings.Deletes && isComplete };
        IReadOnlyList<SyncStep> steps =
            new SyncPlan(possible, targetKeepsTimes: !isUpload || files.KeepsTimes).Make(source, target);
        _counts.AddUntouched(source, steps);
        foreach (SyncEntry other in source.Where(entry => entry.Kind == FileKind.Other))
            context.Console.Say($"sockeye: left out: {PrintableText.Escape(other.Path)} is no file and no directory");

        if (settings.IsDryRun)
            Array.ForEach([.. steps], step => Tell(step, SyncedResult.Planned(step)));
        else
            await DoAsync(files, steps, stop);
        SyncSummaryResult result = _counts.ToResult(settings.IsDryRun);
        context.Console.Print(result, static summary => summary.ToText());
        return _counts.FirstFailure is { } failure ? CommandRunner.CodeOf(failure)
            : result.LeftOut == 0 ? ExitCode.Done
            : ExitCode.Failed;
    }

    private IReadOnlyList<SyncEntry> ListLocal(CancellationToken stop)
    {
        (IReadOnlyList<SyncEntry> entries, ListingGaps gaps) = _local.List(mayBeMissing: !isUpload, stop);
        foreach (ListingGap gap in isUpload ? gaps : [])
            Fail(gap.Path, new IOException($"it cannot be sent: {gap.Word} ({gap.Details})"), isEscaped: true);
        return entries;
    }

    // What is left of a download that was cut belongs to the file it becomes.
    private static IReadOnlyList<SyncEntry> WithoutParts(
        IReadOnlyList<SyncEntry> source, IReadOnlyList<SyncEntry> target)
    {
        if (!target.Any(entry => PartFile.IsPart(entry.Path)))
            return target;

        HashSet<string> parts = [.. source.SelectMany(entry => PartFile.PathsOf(entry.Path))];
        parts.ExceptWith(source.Select(entry => entry.Path)); // those are files of their own
        return [.. target.Where(entry => !parts.Contains(entry.Path))];
    }

    // A file that another user could have put there is like no other: one of ours takes its place.
    private SyncEntry Unlike(SyncEntry entry) =>
        entry.Kind == FileKind.File && LocalTarget.IsPlanted(_local.At(entry.Path))
            ? entry with { Length = NoLength }
            : entry;

    private async Task<IReadOnlyList<SyncEntry>> ListRemoteAsync(IRemoteFiles files, CancellationToken stop)
    {
        var entries = new List<SyncEntry>();
        var paths = new HashSet<string>();
        string prefix = remoteRoot.Length == 0 ? "" : remoteRoot + "/";
        RemoteListing listing = await ListRootAsync(files, stop);
        foreach (RemoteFile file in listing.Files)
        {
            string path = file.Name.StartsWith(prefix, StringComparison.Ordinal) ? file.Name[prefix.Length..] : "";
            if (FileName.TryParse(path, out _) && paths.Add(path))
                entries.Add(new SyncEntry(path, file.Kind, file.Length, file.Modified));
            else
                Fail(file.Name, new PeerProtocolException(
                    ProtocolError.Malformed, "the server tells a name that leads elsewhere, or is none, or one twice"));
        }

        foreach (RemoteGap gap in listing.Gaps)
        {
            if (isUpload && !settings.Deletes) // then what else the target has does not matter
                context.Console.Say($"sockeye: {gap}");
            else
                Fail(gap.Path, new PeerProtocolException(ProtocolError.Refused, gap.What));
        }

        return entries;
    }

    // A target that is not there is made; if that is refused, the first refusal says more.
    private async Task<RemoteListing> ListRootAsync(IRemoteFiles files, CancellationToken stop)
    {
        try
        {
            return await files.ListAsync(remoteRoot, isRecursive: true, stop);
        }
        catch (PeerProtocolException refused) when (
            refused.Error == ProtocolError.Refused && isUpload && remoteRoot.Length > 0 && !settings.IsDryRun)
        {
            try
            {
                await files.CreateDirectoryAsync(remoteRoot, stop);
                return new RemoteListing([], []);
            }
            catch (PeerProtocolException)
            {
                throw refused;
            }
        }
    }

    private async Task DoAsync(IRemoteFiles files, IReadOnlyList<SyncStep> steps, CancellationToken stop)
    {
        if (!isUpload)
            Directory.CreateDirectory(localRoot);
        foreach (SyncStep step in steps.Where(step => step.MakesRoom))
            await TryAsync(step, () => RemoveAsync(files, step, stop));
        foreach (SyncStep step in steps.Where(step => step.Action == SyncAction.MakeDirectory))
            await TryAsync(step, () => MakeDirectoryAsync(files, step.Path, stop));

        SyncStep[] copies = [.. steps.Where(step => step.Action is SyncAction.Copy or SyncAction.CopyIfOther)];
        await TransferBoard.RunAsync(
            context.Console, context.Time, copies.Length, TotalOf(copies), async board =>
            {
                await ManyFiles.ForEachAsync(copies, settings.Jobs, files, open, (own, step) =>
                    TryAsync(step, () => CopyAsync(own, step, board, stop)));
                return true;
            });
        foreach (SyncStep step in steps.Where(step => step.Action == SyncAction.Conflict))
            Fail(step.Path, new IOException(
                "what stands there, or above it, is of another kind: a file, a directory or a link"));

        // Never after a failure: what could not be copied may have another name there.
        SyncStep[] removals =
        [
            .. steps.Where(step =>
                !step.MakesRoom && step.Action is SyncAction.RemoveFile or SyncAction.RemoveDirectory),
        ];
        if (removals.Length > 0 && _counts.FirstFailure is not null)
            context.Console.Say("sockeye: nothing is removed after a failure");
        foreach (SyncStep step in removals)
        {
            if (_counts.FirstFailure is null)
                await TryAsync(step, () => RemoveAsync(files, step, stop));
        }
    }

    // Lengths are the server's, and any number.
    private static long TotalOf(SyncStep[] copies) => copies.Aggregate(
        0L, (total, step) => total + Math.Min(step.Source?.Length ?? 0, long.MaxValue - total));

    private async Task<SyncedResult?> CopyAsync(
        IRemoteFiles files, SyncStep step, TransferBoard board, CancellationToken stop)
    {
        string local = _local.At(step.Path);
        string remote = RemoteNames.Join(remoteRoot, step.Path);
        if (step.Action == SyncAction.CopyIfOther && await IsSameAsync(files, local, remote, stop))
        {
            _counts.AddEqual();
            return null;
        }

        using TransferBoard.Row row = board.Add(step.Path);
        if (!isUpload)
        {
            if (PartFile.FlawOf(local) is { } flaw)
                context.Console.Say($"sockeye: {flaw}: begun anew");
            RemoteFetch got = await files.FetchAsync(remote, local, mayResume: true, row, stop);
            return SyncedResult.Copied(step.Path, got.Bytes, got.ResumedFrom, got.IsVerified);
        }

        RemoteStore stored = await files.StoreAsync(local, remote, row, stop);
        if (files.KeepsTimes && step.Source?.Modified is { } modified)
            await files.SetModifiedAsync(remote, modified, stop);
        return SyncedResult.Copied(step.Path, stored.Bytes, stored.ResumedFrom, stored.IsVerified);
    }

    private static async Task<bool> IsSameAsync(IRemoteFiles files, string local, string remote, CancellationToken stop)
    {
        Sha256Sum theirs = (await files.StatAsync(remote, withSum: true, stop)).Sum
            ?? throw new UsageException(
                "the server tells no SHA-256; leave --checksum out to compare by length and time");
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = LocalFile.OpenRead(local);
        return await Digest.ComputeAsync(file, 0, FileBytes.Length(file), stop) == theirs;
    }

    private async Task<SyncedResult?> MakeDirectoryAsync(IRemoteFiles files, string path, CancellationToken stop)
    {
        if (isUpload)
            await files.CreateDirectoryAsync(RemoteNames.Join(remoteRoot, path), stop);
        else
            Directory.CreateDirectory(_local.At(path));
        return SyncedResult.Made(path);
    }

    private async Task<SyncedResult?> RemoveAsync(IRemoteFiles files, SyncStep step, CancellationToken stop)
    {
        bool isDirectory = step.Action == SyncAction.RemoveDirectory;
        string remote = RemoteNames.Join(remoteRoot, step.Path);
        if (isUpload)
            await (isDirectory ? files.RemoveDirectoryAsync(remote, stop) : files.DeleteAsync(remote, stop));
        else if (isDirectory)
            Directory.Delete(_local.At(step.Path));
        else
            File.Delete(_local.At(step.Path));
        return SyncedResult.Removed(step.Path);
    }

    private async Task TryAsync(SyncStep step, Func<Task<SyncedResult?>> work)
    {
        try
        {
            if (await work() is { } result)
                Tell(step, result);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or TimeoutException
            or ProtocolException or FileRefusedException)
        {
            Fail(step.Path, failure);
        }
    }

    private void Tell(SyncStep step, SyncedResult result)
    {
        _counts.Add(step.Action, result.Bytes ?? 0);
        context.Console.Print(result, static synced => synced.ToText());
    }

    private void Fail(string path, Exception failure, bool isEscaped = false)
    {
        _counts.AddFailure(failure);
        context.Console.Print(
            SyncedResult.Failed(path, failure.Message) with { IsEscaped = isEscaped },
            static synced => synced.ToText());
    }
}
