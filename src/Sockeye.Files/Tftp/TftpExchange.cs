using System.Net;
using Sockeye.Driving;
using Sockeye.Files.Access;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Machines;
using Sockeye.Protocols.Tftp;
using Sockeye.Transports;

namespace Sockeye.Files.Tftp;

/// <summary>
/// A server's side of one transfer: opens the file, and publishes an upload before its last ACK goes.
/// </summary>
internal sealed class TftpExchange(
    TftpRequest request, EndPoint client, SharedFolder folder, TftpServiceOptions options) : IDatagramExchange
{
    private AccessEntry? _access;
    private ServedFile? _file;
    private PendingUpload? _upload;
    private FileBlockSink? _sink;
    private TftpSender? _sender;
    private TftpReceiver? _receiver;

    public EndReason EndReason => (_sender?.Outcome ?? _receiver?.Outcome)?.Status switch
    {
        TftpStatus.TimedOut or TftpStatus.EndedByPeer => EndReason.PeerReset,
        TftpStatus.PeerBrokeProtocol => EndReason.PeerBrokeProtocol,
        TftpStatus.LocalFailure or TftpStatus.Aborted => EndReason.LocalFailure,
        _ => EndReason.Completed, // also a refusal: the request was answered
    };

    public ValueTask<IDatagramMachine> OpenAsync(CancellationToken cancel) => ValueTask.FromResult(Open());

    public async ValueTask AdvanceAsync(CancellationToken cancel)
    {
        if (_receiver is { AwaitsConfirmation: true } receiver)
            await PublishAsync(receiver, cancel);
        if (_receiver is { Outcome.Status: not (TftpStatus.Running or TftpStatus.Done) } ended)
        {
            if (ended.Outcome is { Status: TftpStatus.LocalFailure, Error: TftpErrorCode.DiskFull })
                _access!.Fail((Exception?)_sink!.Failure ?? TooMuch(_upload!));
            await _upload!.DiscardAsync(); // before the client is told: its next file needs the room
        }
    }

    public void Abort()
    {
        _sender?.Abort();
        _receiver?.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null && _sender?.Outcome.Status == TftpStatus.Done)
            _access?.Complete(_file.Length);
        _access?.Dispose();
        _file?.Dispose();
        if (_upload is not null)
            await _upload.DisposeAsync();
    }

    private async ValueTask PublishAsync(TftpReceiver receiver, CancellationToken cancel)
    {
        try
        {
            await _upload!.PublishAsync(_sink!.Length, sum: null, modified: null, cancel);
            _access?.Complete(_sink.Length);
            receiver.Confirm();
        }
        catch (Exception failure) when (failure is FileRefusedException or IOException)
        {
            _access?.Fail(failure);
            receiver.Abort(CodeOf(failure));
        }
    }

    // Where the disk took all it was given, there was more than is taken.
    private FileRefusedException TooMuch(PendingUpload upload) => upload.MaxBytes <= options.Transfer.MaxFileBytes
        ? upload.TooMuch(_sink!.Length)
        : new FileRefusedException(FileRefusal.TooLarge, "the file is larger than TFTP may bring");

    private static TftpErrorCode CodeOf(Exception failure) => FileFailure.Meaning(failure) switch
    {
        FileRefusal.NotFound => TftpErrorCode.FileNotFound,
        FileRefusal.NotAllowed or FileRefusal.BadName => TftpErrorCode.AccessViolation,
        FileRefusal.Exists => TftpErrorCode.FileExists,
        FileRefusal.TooLarge or FileRefusal.Full => TftpErrorCode.DiskFull,
        _ => TftpErrorCode.NotDefined,
    };

    private IDatagramMachine Open()
    {
        if (request.Mode is null)
            return new TftpRefusal(client, TftpErrorCode.IllegalOperation);
        if (folder.Accounts.Anonymous is not { } anonymous)
            return new TftpRefusal(client, TftpErrorCode.AccessViolation); // there is no way to log in

        FolderVisit visit = folder.Visit(anonymous, client, "tftp");
        string text = request.FileName.TrimStart('/'); // boot loaders write a path from the root
        _access = visit.Begin(
            request.IsWrite ? "put" : "get", FileName.TryParse(text, out FileName? known) ? known : null);
        try
        {
            var name = FileName.Parse(text);
            return request.IsWrite ? Receive(visit, name) : Send(visit, name);
        }
        catch (Exception failure) when (failure is FileRefusedException or IOException)
        {
            _access.Fail(failure);
            return new TftpRefusal(client, CodeOf(failure));
        }
    }

    private TftpSender Send(FolderVisit visit, FileName name)
    {
        _file = visit.OpenRead(name);
        _access!.Length = _file.Length;
        var source = new FileBlockSource(_file.Handle, _file.Length);
        return _sender = TftpSender.Serve(request, client, source, options.Transfer);
    }

    private TftpReceiver Receive(FolderVisit visit, FileName name)
    {
        long? announced = request.Mode == TftpMode.Octet ? request.Options.TransferBytes : null;
        _upload = visit.CreateUpload(name, announced);
        (_access!.Length, _access.Meter) = (announced, () => _sink?.Length ?? 0);
        _sink = new FileBlockSink(_upload.Handle, completesAtOnce: false);
        long maxBytes = Math.Min(options.Transfer.MaxFileBytes, _upload.MaxBytes);
        return _receiver = TftpReceiver.Accept(
            request, client, _sink, options.Transfer with { MaxFileBytes = maxBytes });
    }
}
