using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.LocalFiles;
using Sockeye.Protocols.Ftp;
using Sockeye.Transports;

namespace Sockeye.Files.Ftp;

/// <summary>Takes a file: published whole when it ended properly, kept as it is when it was cut.</summary>
internal sealed class FtpStoreTransfer : IFtpTransfer
{
    private const long PieceBytes = 64 * 1024 * 1024; // our choice: seldom, and little beside a disk

    private readonly FtpAction _action;
    private readonly PendingUpload _upload;
    private readonly ServedFile? _beginning; // what is there already, and is copied first
    private readonly long _start; // so many bytes stand before what comes
    private readonly Func<bool> _isClientGone;

    private FtpStoreTransfer(
        FtpAction action, PendingUpload upload, ServedFile? beginning, long start, Func<bool> isClientGone) =>
        (_action, _upload, _beginning, _start, _isClientGone) = (action, upload, beginning, start, isClientGone);

    public string? FoundName { get; private init; }

    public long? Length => null;

    /// <exception cref="FileRefusedException">It cannot be taken.</exception>
    public static async ValueTask<FtpStoreTransfer> OpenAsync(
        FtpAction action, FolderVisit visit, Func<bool> isClientGone, CancellationToken cancel)
    {
        FileName name = FtpNames.FileOf(action.Path);
        if (action.Kind == FtpActionKind.StoreUnique)
            return OpenUnique(action, visit, Unique(name), isClientGone);

        bool isAppended = action.Kind == FtpActionKind.Append;
        bool goesOn = isAppended || action.Offset > 0;
        ServedFile? published = goesOn ? TryOpen(visit, name) : null;
        try
        {
            PendingUpload upload = await visit.ResumeUploadAsync(
                name, FtpNames.UploadKey, action.Announced, cancel);
            try
            {
                long there = published?.Length ?? upload.Length;
                long start = isAppended ? there : action.Offset;
                if (start > there)
                    throw new FileRefusedException(FileRefusal.BadRange, $"{there} bytes are there");

                return new FtpStoreTransfer(action, upload, published, start, isClientGone);
            }
            catch
            {
                await upload.DisposeAsync();
                throw;
            }
        }
        catch
        {
            published?.Dispose();
            throw;
        }
    }

    private static FtpStoreTransfer OpenUnique(
        FtpAction action, FolderVisit visit, FileName unique, Func<bool> isClientGone) =>
        new(action, visit.CreateUpload(unique), null, 0, isClientGone) { FoundName = FtpPath.Show(unique.Text) };

    public async ValueTask<long> MoveAsync(StreamConnection data, AccessEntry record, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _upload.Superseded);
        await BeginAsync(data, either.Token);
        record.Meter = () => data.BytesReceived;
        long received = await ReceiveAsync(data, either.Token);
        if (received > Room)
            throw _upload.TooMuch(_start + received);

        // The connections of a client that is killed end like those of a good one: only a length tells them apart for
        // certain. Without one, a good client is still there when the file is on the disk: it waits for the reply.
        if (_start + received < _action.Announced)
            throw new FtpRefusedException(
                FtpRefusal.DataBroken, $"{_start + received} bytes came of {_action.Announced}");

        await _upload.SettleAsync(_start + received, sum: null, modified: null, either.Token);
        if (_action.Announced is null && _isClientGone())
            throw new FtpRefusedException(FtpRefusal.DataBroken, "the client is gone without a word");

        _upload.Publish();
        return received;
    }

    public async ValueTask DisposeAsync()
    {
        if (_beginning is not null)
            await _upload.DiscardAsync(); // unless it is published: its client goes on with what is there
        _beginning?.Dispose();
        await _upload.DisposeAsync();
    }

    private long Room => _upload.MaxBytes - _start;

    // Nobody can guess 64 random bits, so no other has the name, and none is looked for.
    private static FileName Unique(FileName wanted)
    {
        ulong number = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        string segment = SiblingName.Of(
            wanted.LastSegment, string.Create(CultureInfo.InvariantCulture, $".{number:x16}"));
        return FileName.Parse(wanted.Parent is { } directory ? $"{directory.Text}/{segment}" : segment);
    }

    private static ServedFile? TryOpen(FolderVisit visit, FileName name)
    {
        try
        {
            return visit.OpenRead(name);
        }
        catch (FileRefusedException refused) when (refused.Refusal == FileRefusal.NotFound)
        {
            return null;
        }
        catch (FileRefusedException refused) when (refused.Refusal == FileRefusal.NotAllowed)
        {
            // Who may neither read nor replace goes on with what was kept, and is refused where there is a file.
            if (visit.Visitor.May(Rights.Delete, name))
                throw;
            return null;
        }
    }

    // What was kept goes on where it ends, or earlier; what is published is copied up to there, once something comes:
    // who sends nothing has no disk filled.
    private async ValueTask BeginAsync(StreamConnection data, CancellationToken cancel)
    {
        await _upload.TruncateAsync(_beginning is null ? _start : 0);
        if (_beginning is null || _start == 0)
            return;

        ReadResult first = await data.Input.ReadAsync(cancel);
        data.Input.AdvanceTo(first.Buffer.Start);
        using (data.Working())
            await _upload.CopyAsync(_beginning, _start, cancel);
    }

    private async ValueTask<long> ReceiveAsync(StreamConnection data, CancellationToken cancel)
    {
        try
        {
            return _action.IsText
                ? await ReceiveTextAsync(data, cancel)
                : await ReceiveFileAsync(data, cancel);
        }
        catch (LocalFileException failure) when (FileFailure.Meaning(failure) == FileRefusal.Full)
        {
            await _upload.DiscardAsync(); // or the disk would stay full, for a file that has no room
            throw;
        }
    }

    // In pieces: how much room there is changes meanwhile.
    private async ValueTask<long> ReceiveFileAsync(StreamConnection data, CancellationToken cancel)
    {
        for (long received = 0; ;)
        {
            long wanted = Math.Min(PieceBytes, Room + 1 - received);
            if (wanted <= 0)
                return received;

            long came = await data.ReceiveFileToEndAsync(
                _upload.Handle, _start + received, wanted, progress: null, cancel);
            received += came;
            if (came < wanted)
                return received;
        }
    }

    private async ValueTask<long> ReceiveTextAsync(StreamConnection data, CancellationToken cancel)
    {
        var text = new NetworkText();
        var plain = new ArrayBufferWriter<byte>();
        for (long received = 0; ;)
        {
            ReadResult read = await data.Input.ReadAsync(cancel);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                text.FromNetwork(segment.Span, plain);
            data.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                text.Finish(plain);

            FileBytes.Write(_upload.Handle, plain.WrittenSpan, _start + received);
            received += plain.WrittenCount;
            plain.ResetWrittenCount();
            if (read.IsCompleted || received > Room)
                return received;
        }
    }
}
