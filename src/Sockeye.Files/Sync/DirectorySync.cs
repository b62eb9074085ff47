using Microsoft.Win32.SafeHandles;
using Sockeye.Files.Remotes;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols;
using Sockeye.Protocols.Text;
using Sockeye.Protocols.Wire;

namespace Sockeye.Files.Sync;

/// <summary>Makes one directory like another, one way: lists both, plans, and does what is planned.</summary>
/// <param name="server">One of the two; its URL names the directory there.</param>
/// <param name="localRoot">The other: a directory here.</param>
/// <param name="isUpload">Whether the directory here is the source.</param>
/// <param name="options">How; null for the defaults: nothing is removed.</param>
/// <param name="observer">Is told what is done; null: nobody.</param>
public sealed class DirectorySync(
    RemoteServer server, string localRoot, bool isUpload, SyncOptions? options = null, ISyncObserver? observer = null)
{
    private readonly SyncOptions _options = options ?? new SyncOptions();
    private readonly string _remoteRoot = server.Url.Name.TrimEnd('/');
    private readonly LocalTree _local = new(localRoot);
    private readonly SyncFilter _filter = new(options?.Includes ?? [], options?.Excludes ?? []);
    private readonly SyncCounts _counts = new();

    /// <summary>Does it, once.</summary>
    /// <param name="cancel">Gives up; what was being copied can be gone on with.</param>
    /// <returns>
    /// What was done. What failed is counted there, and told to the observer: it does not end the rest.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">The directory here is the source, and is not there.</exception>
    /// <exception cref="SyncRefusedException">The source is empty, and all of the target would be removed.</exception>
    /// <exception cref="NoWordForItException">Sums are to be compared, and the server tells none.</exception>
    /// <exception cref="PeerProtocolException">The server refused to list the directory.</exception>
    /// <exception cref="IOException">The server could not be reached.</exception>
    public async Task<SyncSummary> RunAsync(CancellationToken cancel)
    {
        await using RemoteFiles files = server.Open();
        IReadOnlyList<SyncEntry> here = ListLocal(cancel);
        IReadOnlyList<SyncEntry> there = await new RemoteTree(_remoteRoot).ListAsync(
            files, mayMake: isUpload && !_options.IsDryRun, OnGap, Fail, cancel);
        IReadOnlyList<SyncEntry> all = isUpload ? there : here;
        IReadOnlyList<SyncEntry> source = _filter.Choose(isUpload ? here : there);
        IReadOnlyList<SyncEntry> target = _filter.Choose(isUpload ? there : _local.WithoutDownloads(here, there));
        IReadOnlySet<string> held = SyncPlan.Holding(all, target);
        SyncOptions possible = _options with { Deletes = MayDelete(source, target) };
        IReadOnlyList<SyncStep> steps =
            new SyncPlan(possible, targetKeepsTimes: !isUpload || files.KeepsTimes).Make(source, target, held);
        _counts.AddUntouched(source, steps);
        if (possible.Deletes)
            NoteKept(held.Except(source.Select(entry => entry.Path)));
        foreach (SyncEntry other in source.Where(entry => entry.Kind == FileKind.Other))
            observer?.OnNote($"left out: {PrintableText.Escape(other.Path)} is no file and no directory");

        if (_options.IsDryRun)
            Array.ForEach([.. steps], Plan);
        else
            await DoAsync(files, steps, cancel);
        return _counts.Result;
    }

    private bool MayDelete(IReadOnlyList<SyncEntry> source, IReadOnlyList<SyncEntry> target)
    {
        if (!_options.Deletes)
            return false;
        if (_counts.HasFailed)
        {
            observer?.OnNote("nothing is removed, for not all of what there is could be listed");
            return false;
        }

        return source.Count > 0 || target.Count == 0
            ? true
            : throw new SyncRefusedException(
                "the source is empty, so all that the target has would be removed");
    }

    private void NoteKept(IEnumerable<string> directories)
    {
        foreach (string directory in directories.Order(StringComparer.Ordinal))
            observer?.OnNote($"kept: {PrintableText.Escape(directory)}, for what is left alone in it");
    }

    private IReadOnlyList<SyncEntry> ListLocal(CancellationToken cancel)
    {
        (IReadOnlyList<SyncEntry> entries, ListingGaps gaps) = _local.List(mayBeMissing: !isUpload, cancel);
        foreach (ListingGap gap in isUpload ? gaps : [])
        {
            var failure = new IOException($"it cannot be sent: {gap.Word} ({gap.Details})");
            Fail(new SyncReport(gap.Path, Action: null) { Failure = failure, IsEscaped = true });
        }

        return entries;
    }

    private void OnGap(RemoteGap gap)
    {
        if (isUpload && !_options.Deletes) // then what else the target has does not matter
            observer?.OnNote(gap.ToString());
        else
            Fail(gap.Path, new PeerProtocolException(ProtocolError.Refused, gap.What));
    }

    private void Plan(SyncStep step)
    {
        _counts.Add(step.Action, step.Source?.Length ?? 0);
        observer?.OnReport(
            new SyncReport(step.Path, step.Action) { IsPlanned = true, Bytes = step.Source?.Length });
    }

    private async Task DoAsync(RemoteFiles files, IReadOnlyList<SyncStep> steps, CancellationToken cancel)
    {
        if (!isUpload)
            Directory.CreateDirectory(localRoot);
        foreach (SyncStep step in steps.Where(step => step.MakesRoom))
            await TryAsync(step, () => RemoveAsync(files, step, cancel), cancel);
        foreach (SyncStep step in steps.Where(step => step.Action == SyncAction.MakeDirectory))
            await TryAsync(step, () => MakeDirectoryAsync(files, step, cancel), cancel);

        SyncStep[] copies = [.. steps.Where(step => step.Action is SyncAction.Copy or SyncAction.CopyIfOther)];
        observer?.OnPlanned(copies.Length, TotalOf(copies));
        await server.ForEachAsync(
            copies, _options.Jobs, files, (own, step) => TryAsync(step, () => CopyAsync(own, step, cancel), cancel));
        foreach (SyncStep step in steps.Where(step => step.Action == SyncAction.Conflict))
            Fail(step.Path, new IOException(
                "what stands there, or above it, is of another kind: a file, a directory or a link"));

        // Never after a failure: what could not be copied may have another name there.
        SyncStep[] removals =
        [
            .. steps.Where(step =>
                !step.MakesRoom && step.Action is SyncAction.RemoveFile or SyncAction.RemoveDirectory),
        ];
        if (removals.Length > 0 && _counts.HasFailed)
            observer?.OnNote("nothing is removed after a failure");
        foreach (SyncStep step in removals)
        {
            if (!_counts.HasFailed)
                await TryAsync(step, () => RemoveAsync(files, step, cancel), cancel);
        }
    }

    // Lengths are the server's, and any number.
    private static long TotalOf(SyncStep[] copies) => copies.Aggregate(
        0L, (total, step) => total + Math.Min(step.Source?.Length ?? 0, long.MaxValue - total));

    private async Task<SyncReport?> CopyAsync(RemoteFiles files, SyncStep step, CancellationToken cancel)
    {
        string local = _local.At(step.Path);
        string remote = RemoteListing.Join(_remoteRoot, step.Path);
        if (step.Action == SyncAction.CopyIfOther && await IsSameAsync(files, local, remote, cancel))
        {
            _counts.AddEqual();
            return null;
        }

        using ITransferWatch? watch = observer?.OnCopying(step.Path);
        RemoteTransfer moved = isUpload
            ? await files.StoreAsync(local, remote, watch, cancel)
            : await files.FetchAsync(remote, local, watch, cancel);
        if (isUpload && files.KeepsTimes && step.Source?.Modified is { } modified)
            await files.SetModifiedAsync(remote, modified, cancel);
        return new SyncReport(step.Path, step.Action) { Bytes = moved.Bytes, Transfer = moved };
    }

    private static async Task<bool> IsSameAsync(
        RemoteFiles files, string local, string remote, CancellationToken cancel)
    {
        Sha256Sum theirs = (await files.StatAsync(remote, withSum: true, cancel)).Sum
            ?? throw new NoWordForItException(
                "the server tells no SHA-256 to compare by; length and time are what is left");
        using SafeFileHandle file = LocalFile.OpenRead(local);
        return await Digest.ComputeAsync(file, 0, FileBytes.Length(file), cancel) == theirs;
    }

    private async Task<SyncReport?> MakeDirectoryAsync(RemoteFiles files, SyncStep step, CancellationToken cancel)
    {
        if (isUpload)
            await files.CreateDirectoryAsync(RemoteListing.Join(_remoteRoot, step.Path), cancel);
        else
            Directory.CreateDirectory(_local.At(step.Path));
        return new SyncReport(step.Path, step.Action);
    }

    private async Task<SyncReport?> RemoveAsync(RemoteFiles files, SyncStep step, CancellationToken cancel)
    {
        bool isDirectory = step.Action == SyncAction.RemoveDirectory;
        string remote = RemoteListing.Join(_remoteRoot, step.Path);
        if (isUpload)
            await (isDirectory ? files.RemoveDirectoryAsync(remote, cancel) : files.DeleteAsync(remote, cancel));
        else if (isDirectory)
            Directory.Delete(_local.At(step.Path));
        else
            File.Delete(_local.At(step.Path));
        return new SyncReport(step.Path, step.Action);
    }

    private async Task TryAsync(SyncStep step, Func<Task<SyncReport?>> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested(); // what is done here does not ask
        try
        {
            if (await work() is not { } report)
                return;

            _counts.Add(step.Action, report.Bytes ?? 0);
            observer?.OnReport(report);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or TimeoutException
            or ProtocolException or FileRefusedException)
        {
            Fail(step.Path, failure);
        }
    }

    private void Fail(string path, Exception failure) =>
        Fail(new SyncReport(path, Action: null) { Failure = failure });

    private void Fail(SyncReport report)
    {
        _counts.AddFailure(report.Failure!);
        observer?.OnReport(report);
    }
}
