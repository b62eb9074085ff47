using System.Net;
using Sockeye.Protocols.Machines;
using Sockeye.Protocols.Tftp;
using Sockeye.Serving;
using Sockeye.Storage;
using Sockeye.Transports;

namespace Sockeye.Services.Tftp;

/// <summary>
/// A server's side of one transfer: opens the file, and publishes an upload before its last ACK goes.
/// </summary>
internal sealed class TftpExchange(TftpRequest request, EndPoint client, FileRoot root, TftpServiceOptions options)
    : IDatagramExchange
{
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
        if (_receiver is not { AwaitsConfirmation: true } receiver)
            return;

        try
        {
            await _upload!.PublishAsync(_sink!.Length, sum: null, modified: null, cancel);
            receiver.Confirm();
        }
        catch (FileRefusedException e)
        {
            receiver.Abort(CodeOf(e.Refusal));
        }
        catch (IOException)
        {
            receiver.Abort();
        }
    }

    public void Abort()
    {
        _sender?.Abort();
        _receiver?.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        _file?.Dispose();
        if (_upload is not null)
            await _upload.DisposeAsync();
    }

    private static TftpErrorCode CodeOf(FileRefusal refusal) => refusal switch
    {
        FileRefusal.NotFound => TftpErrorCode.FileNotFound,
        FileRefusal.NotAllowed or FileRefusal.BadName => TftpErrorCode.AccessViolation,
        FileRefusal.TooLarge or FileRefusal.Full => TftpErrorCode.DiskFull,
        _ => TftpErrorCode.NotDefined,
    };

    private IDatagramMachine Open()
    {
        if (request.Mode is null)
            return new TftpRefusal(client, TftpErrorCode.IllegalOperation);
        if (request.IsWrite && !options.IsWritable)
            return new TftpRefusal(client, TftpErrorCode.AccessViolation);

        try
        {
            var name = FileName.Parse(request.FileName.TrimStart('/')); // boot loaders write a path from the root
            return request.IsWrite ? Receive(name) : Send(name);
        }
        catch (FileRefusedException e)
        {
            return new TftpRefusal(client, CodeOf(e.Refusal));
        }
        catch (IOException)
        {
            return new TftpRefusal(client, TftpErrorCode.NotDefined);
        }
    }

    private TftpSender Send(FileName name)
    {
        _file = root.OpenRead(name);
        var source = new FileBlockSource(_file.Handle, _file.Length);
        return _sender = TftpSender.Serve(request, client, source, options.Transfer);
    }

    private TftpReceiver Receive(FileName name)
    {
        long? announced = request.Mode == TftpMode.Octet ? request.Options.TransferBytes : null;
        _upload = root.CreateUpload(name, announced);
        _sink = new FileBlockSink(_upload.Handle, completesAtOnce: false);
        long maxBytes = Math.Min(options.Transfer.MaxFileBytes, _upload.MaxBytes);
        return _receiver = TftpReceiver.Accept(
            request, client, _sink, options.Transfer with { MaxFileBytes = maxBytes });
    }
}
