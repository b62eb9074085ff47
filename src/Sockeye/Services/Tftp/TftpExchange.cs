using System.Net;
using Sockeye.Protocols.Machines;
using Sockeye.Protocols.Tftp;
using Sockeye.Serving;
using Sockeye.Transports;

namespace Sockeye.Services.Tftp;

/// <summary>A server's side of one transfer: opens the file, and publishes an upload before its last ACK goes.</summary>
internal sealed class TftpExchange(TftpRequest request, EndPoint client, ITftpFiles files, TftpServiceOptions options)
    : IDatagramExchange
{
    private TftpFile? _file;
    private ITftpUpload? _upload;
    private TftpSender? _sender;
    private TftpReceiver? _receiver;

    public EndReason EndReason => (_sender?.Outcome ?? _receiver?.Outcome)?.Status switch
    {
        TftpStatus.TimedOut or TftpStatus.EndedByPeer => EndReason.PeerReset,
        TftpStatus.PeerBrokeProtocol => EndReason.PeerBrokeProtocol,
        TftpStatus.LocalFailure or TftpStatus.Aborted => EndReason.LocalFailure,
        _ => EndReason.Completed, // also a refusal: the request was answered
    };

    public async ValueTask<IDatagramMachine> OpenAsync(CancellationToken cancel)
    {
        if (request.Mode is null)
            return new TftpRefusal(client, TftpErrorCode.IllegalOperation);
        if (request.IsWrite && !options.IsWritable)
            return new TftpRefusal(client, TftpErrorCode.AccessViolation);

        try
        {
            string name = request.FileName.TrimStart('/'); // boot loaders write a path from the root
            return request.IsWrite ? await ReceiveAsync(name, cancel) : Send(name);
        }
        catch (TftpFileException e)
        {
            return new TftpRefusal(client, e.Error);
        }
        catch (IOException)
        {
            return new TftpRefusal(client, TftpErrorCode.NotDefined);
        }
    }

    public async ValueTask AdvanceAsync(CancellationToken cancel)
    {
        if (_receiver is not { AwaitsConfirmation: true } receiver)
            return;

        try
        {
            await _upload!.PublishAsync(cancel);
            receiver.Confirm();
        }
        catch (TftpFileException e)
        {
            receiver.Abort(e.Error);
        }
        catch (IOException)
        {
            receiver.Abort(TftpErrorCode.DiskFull);
        }
    }

    public void Abort()
    {
        _sender?.Abort();
        _receiver?.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        _file?.Handle.Dispose();
        if (_upload is not null)
            await _upload.DisposeAsync();
    }

    private TftpSender Send(string name)
    {
        _file = files.OpenRead(name);
        var source = new FileBlockSource(_file.Handle, _file.Length);
        return _sender = TftpSender.Serve(request, client, source, options.Transfer);
    }

    private async ValueTask<TftpReceiver> ReceiveAsync(string name, CancellationToken cancel)
    {
        _upload = await files.CreateUploadAsync(name, cancel);
        var sink = new FileBlockSink(_upload.Handle, completesAtOnce: false);
        return _receiver = TftpReceiver.Accept(request, client, sink, options.Transfer);
    }
}
